import Glibc
import Values

/// The errors of writing, in the user's words.
enum OutputFault {
  /// A failed system call on `name` (harmless text), explained by its `errno`.
  static func cannotWrite(_ name: String, _ code: Int32) -> UserError {
    UserError(
      .inputOutput, "cannot write \(name): \(reason(code))",
      hints: hints(code))
  }

  /// What the system calls the error.
  static func reason(_ code: Int32) -> String {
    String(cString: strerror(code)).lowercased()
  }

  private static func hints(_ code: Int32) -> [String] {
    switch code {
    case ENOSPC, EDQUOT: ["free some space, then run the command again"]
    case EACCES, EPERM, EROFS: ["choose another place with -o FILE"]
    case ENOENT: ["create the directory first"]
    default: []
    }
  }
}
