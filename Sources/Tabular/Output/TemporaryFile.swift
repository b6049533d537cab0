import Glibc

/// A new file with a name of its own, mode 0600, that child processes do not inherit.
struct TemporaryFile {
  /// As C takes it: the bytes of the path and a NUL.
  let path: [CChar]
  /// Negative when the file could not be created; `errno` says why.
  let descriptor: Int32

  /// Creates the file; its path is the prefix and six random characters.
  init(prefix: [CChar]) {
    var template = Array(prefix.prefix { $0 != 0 }) + ".XXXXXX".utf8CString
    descriptor = mkstemp(&template)
    if descriptor >= 0 { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    path = template
  }
}
