#include <libssh/libssh.h>
#include <libssh/callbacks.h>
#include <libssh/server.h>

/* What the program on the server writes to its standard error is taken and dropped, so that it neither piles up nor uses up the
   channel's window; what it writes to its standard output stays in libssh's buffer. */
static inline int nightferry_ssh_drop(
    ssh_session session, ssh_channel channel, void *data, uint32_t length, int is_stderr, void *user) {
  (void)session, (void)channel, (void)data, (void)user;
  return is_stderr ? (int)length : 0;
}

/* libssh keeps the pointer; the structure says the same for every channel. */
static inline int nightferry_ssh_drop_standard_error(ssh_channel channel) {
  static struct ssh_channel_callbacks_struct callbacks = {
      .size = sizeof(struct ssh_channel_callbacks_struct), .channel_data_function = nightferry_ssh_drop};
  return ssh_set_channel_callbacks(channel, &callbacks);
}
