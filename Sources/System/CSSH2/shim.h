#include <libssh2.h>

/* libssh2_session_callback_set takes every callback as `void *` and is deprecated from 1.11.1 on for that; Swift has no
   way to make such a pointer from a function, so the two that are used are set here with their types. */
typedef ssize_t (*nightferry_ssh2_receive)(libssh2_socket_t, void *, size_t, int, void **);
typedef ssize_t (*nightferry_ssh2_send)(libssh2_socket_t, const void *, size_t, int, void **);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
static inline void nightferry_ssh2_set_io(
    LIBSSH2_SESSION *session, nightferry_ssh2_receive receive, nightferry_ssh2_send send) {
  libssh2_session_callback_set(session, LIBSSH2_CALLBACK_RECV, (void *)receive);
  libssh2_session_callback_set(session, LIBSSH2_CALLBACK_SEND, (void *)send);
}
#pragma GCC diagnostic pop

#include <sys/syscall.h>
#include <unistd.h>

/* memfd_create is hidden behind _GNU_SOURCE, which Swift's C importer does not set; closed on exec. */
static inline int nightferry_memory_file(const char *name) { return (int)syscall(SYS_memfd_create, name, 1u); }
