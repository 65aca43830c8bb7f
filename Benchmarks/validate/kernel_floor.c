// What the kernel alone takes for a folder of small files: every file is opened by its name, asked for its size, read into one buffer
// and closed, on some threads; nothing is looked at. The floor for whatever reads such a folder.
//
//     kernel_floor THREADS FOLDER…

#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct file {
  int folder;
  char *name;
};

static struct file *files;
static long count, next;

static void list(const char *path) {
  DIR *folder = opendir(path);
  if (!folder) exit(2);
  for (struct dirent *entry; (entry = readdir(folder));) {
    if (entry->d_type != DT_REG) continue;
    if ((count & (count - 1)) == 0) files = realloc(files, (count ? 2 * count : 1) * sizeof *files);
    files[count++] = (struct file){dirfd(folder), strdup(entry->d_name)};
  }
}

static void *work(void *unused) {
  static _Thread_local char buffer[256 << 10];
  for (long start; (start = __atomic_fetch_add(&next, 64, __ATOMIC_RELAXED)) < count;) {
    for (long at = start; at < start + 64 && at < count; at++) {
      struct stat status;
      int file = openat(files[at].folder, files[at].name, O_RDONLY | O_CLOEXEC);
      if (file < 0 || fstat(file, &status) < 0 || read(file, buffer, sizeof buffer) < 0) exit(2);
      close(file);
    }
  }
  return unused;
}

int main(int argc, char **argv) {
  int threads = atoi(argv[1]);
  for (int at = 2; at < argc; at++) list(argv[at]);
  pthread_t helpers[64];
  for (int at = 1; at < threads; at++) pthread_create(&helpers[at], NULL, work, NULL);
  work(NULL);
  for (int at = 1; at < threads; at++) pthread_join(helpers[at], NULL);
  printf("%ld files\n", count);
}
