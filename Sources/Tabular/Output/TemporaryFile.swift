import Glibc

/// A new file with a name of its own, mode 0600, that child processes do not inherit.
package struct TemporaryFile {
  /// As C takes it: the bytes of the path and a NUL.
  package let path: [CChar]
  /// Negative when the file could not be created; `errno` says why.
  package let descriptor: Int32

  /// Creates the file; its path is the prefix and six random characters.
  ///
  /// A name as long as file systems allow loses its last bytes to them; one that is longer fails already here.
  package init(prefix: [CChar]) {
    // mkstemp(3) fills in each X.
    let ending = ".XXXXXX"
    let most = Int(NAME_MAX)
    let path = prefix.prefix { $0 != 0 }
    let name = (path.lastIndex(of: CChar(UInt8(ascii: "/"))) ?? -1) + 1
    let isTooLong = path.count - name > most
    let kept = isTooLong ? path : path.prefix(name + most - ending.utf8.count)
    var template = Array(kept) + ending.utf8CString
    descriptor = mkstemp(&template)
    if descriptor >= 0 { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    self.path = template
  }

  /// Opens a file that nobody can find and that is gone when it is closed.
  package static func nameless(in directory: String, _ name: String) throws -> Int32 {
    let file = TemporaryFile(prefix: Array("\(directory)/crm-\(name)".utf8CString))
    guard file.descriptor >= 0 else {
      throw OutputFault.cannotWrite("a temporary file in \(directory)", errno)
    }
    unlink(file.path)
    return file.descriptor
  }
}
