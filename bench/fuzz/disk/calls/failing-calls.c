/*
 * Loaded into a process with LD_PRELOAD: counts the calls that read, write, flush or cut files below FAILING_CALLS_FOLDER, and lets
 * those fail with EIO whose number lies in a range. The numbers are shared with failing-calls.ts by the file FAILING_CALLS_CONTROL.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

/* Of eight bytes each; `first` 0 and `last` 0 let nothing fail. `failed` has bit N set where a call of kind N failed. */
struct control {
  uint64_t calls, first, last, failed;
};

enum kind { READ, PREAD, WRITE, PWRITE, FSYNC, FDATASYNC, FTRUNCATE };

static struct control *control;
static const char *folder;

__attribute__((constructor)) static void start(void) {
  const char *path = getenv("FAILING_CALLS_CONTROL");
  folder = getenv("FAILING_CALLS_FOLDER");
  int file = path && folder ? open(path, O_RDWR | O_CLOEXEC) : -1;
  if (file < 0) return;
  void *memory = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  if (memory != MAP_FAILED) control = memory;
}

static int is_below_folder(int file) {
  char link[32], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path);
  ssize_t prefix = (ssize_t)strlen(folder);
  return length > prefix && memcmp(path, folder, prefix) == 0 && path[prefix] == '/';
}

static int is_failing(enum kind kind, int file) {
  int before = errno;
  int counts = control && is_below_folder(file);
  errno = before;
  if (!counts) return 0;
  uint64_t call = __atomic_add_fetch(&control->calls, 1, __ATOMIC_SEQ_CST);
  if (call < control->first || call > control->last) return 0;
  __atomic_or_fetch(&control->failed, UINT64_C(1) << kind, __ATOMIC_SEQ_CST);
  errno = EIO;
  return 1;
}

/* NAME(…) as the next library has it, unless it is to fail. */
#define CALL(kind, result, name, parameters, ...)                     \
  result name parameters {                                            \
    static result(*next) parameters;                                  \
    if (!next) next = (result(*) parameters)dlsym(RTLD_NEXT, #name);  \
    return is_failing(kind, file) ? -1 : next(__VA_ARGS__);           \
  }

CALL(READ, ssize_t, read, (int file, void *bytes, size_t count), file, bytes, count)
CALL(PREAD, ssize_t, pread, (int file, void *bytes, size_t count, off_t at), file, bytes, count, at)
CALL(PREAD, ssize_t, pread64, (int file, void *bytes, size_t count, off64_t at), file, bytes, count, at)
CALL(WRITE, ssize_t, write, (int file, const void *bytes, size_t count), file, bytes, count)
CALL(PWRITE, ssize_t, pwrite, (int file, const void *bytes, size_t count, off_t at), file, bytes, count, at)
CALL(PWRITE, ssize_t, pwrite64, (int file, const void *bytes, size_t count, off64_t at), file, bytes, count, at)
CALL(FSYNC, int, fsync, (int file), file)
CALL(FDATASYNC, int, fdatasync, (int file), file)
CALL(FTRUNCATE, int, ftruncate, (int file, off_t size), file, size)
CALL(FTRUNCATE, int, ftruncate64, (int file, off64_t size), file, size)
