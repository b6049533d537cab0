#ifndef CSTORESHIM_H
#define CSTORESHIM_H

#include <sqlite3.h>

/// Settings of the memory that SQLite uses. Call before any connection is opened.
///
/// Freed memory is kept for the next use instead of given back to the system: many queries open a
/// temporary table whose page cache lies just above malloc's default limits, and each would ask the
/// system for fresh pages again. For the same reason caches get their pages one at a time instead of
/// twenty at once. And SQLite keeps no account of its memory, which nobody reads, and which costs a sixth of
/// the time in which it reads the schema.
void crm_prepare_memory(void);

/// Lets database paths be URIs (needed for `immutable=1`). Call before any connection is opened.
int crm_sqlite_enable_uri(void);

/// Turns off the checkpoint on close, turns on defensive mode, and takes GRDB's authorizer away, which
/// is asked about every column of every statement and only serves observers, of which there are none.
/// sqlite3_db_config is variadic, which Swift cannot call.
int crm_sqlite_configure(sqlite3 *database);

/// Waits for an exclusive flock(2) for at most the given milliseconds (0 tries once).
///
/// The wait blocks in the kernel, which serves waiters in order; a timer that signals only this
/// thread ends it. Returns 0, ETIMEDOUT, or another errno.
int crm_lock_exclusive(int descriptor, long milliseconds);

/// The type of the file system that holds the path (`f_type` of statfs), or 0.
long crm_file_system_type(const char *path);

#endif
