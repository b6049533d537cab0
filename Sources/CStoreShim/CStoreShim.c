#define _GNU_SOURCE
#include "CStoreShim.h"

#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

void crm_prepare_memory(void) {
  mallopt(M_MMAP_THRESHOLD, 4 << 20);
  mallopt(M_TRIM_THRESHOLD, 32 << 20);
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  sqlite3_config(SQLITE_CONFIG_PAGECACHE, NULL, 0, 0);
}

int crm_sqlite_enable_uri(void) { return sqlite3_config(SQLITE_CONFIG_URI, 1); }

int crm_sqlite_configure(sqlite3 *database) {
  int code = sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  if (code == SQLITE_OK) code = sqlite3_set_authorizer(database, NULL, NULL);
  return code;
}

static void interrupt_wait(int signal_number) { (void)signal_number; }

int crm_lock_exclusive(int descriptor, long milliseconds) {
  if (flock(descriptor, LOCK_EX | LOCK_NB) == 0) return 0;
  if (errno != EWOULDBLOCK) return errno;
  if (milliseconds <= 0) return ETIMEDOUT;

  /* The handler stays installed: taking it away could race with another thread's timer. Worker
     threads block signals, so this one is let through while we wait. */
  const int wake = SIGRTMIN + 3;
  struct sigaction action = {0};
  action.sa_handler = interrupt_wait; /* without SA_RESTART: flock returns EINTR */
  sigaction(wake, &action, NULL);
  sigset_t only_wake, previous_mask;
  sigemptyset(&only_wake);
  sigaddset(&only_wake, wake);
  pthread_sigmask(SIG_UNBLOCK, &only_wake, &previous_mask);

  struct sigevent event = {0};
  event.sigev_notify = SIGEV_THREAD_ID;
  event.sigev_signo = wake;
  event._sigev_un._tid = (pid_t)syscall(SYS_gettid);
  timer_t timer;
  int result = 0;
  if (timer_create(CLOCK_MONOTONIC, &event, &timer) != 0) {
    result = errno;
  } else {
    struct itimerspec when = {0};
    when.it_value.tv_sec = milliseconds / 1000;
    when.it_value.tv_nsec = (milliseconds % 1000) * 1000000L;
    /* Rings again every 10 ms, should the first ring fall just before flock blocks. */
    when.it_interval.tv_nsec = 10000000L;
    struct timespec start, now;
    clock_gettime(CLOCK_MONOTONIC, &start);
    timer_settime(timer, 0, &when, NULL);
    while (flock(descriptor, LOCK_EX) != 0) {
      if (errno != EINTR) {
        result = errno;
        break;
      }
      clock_gettime(CLOCK_MONOTONIC, &now);
      long waited = (now.tv_sec - start.tv_sec) * 1000 + (now.tv_nsec - start.tv_nsec) / 1000000;
      if (waited >= milliseconds) {
        result = ETIMEDOUT;
        break;
      }
    }
    timer_delete(timer);
  }
  pthread_sigmask(SIG_SETMASK, &previous_mask, NULL);
  return result;
}

long crm_file_system_type(const char *path) {
  struct statfs info;
  return statfs(path, &info) == 0 ? (long)info.f_type : 0;
}
