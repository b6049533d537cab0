import Glibc
import Tabular
import Values

/// How large a content may be.
enum ContentLimit {
  case none
  case megabytes(Int64)

  /// Refuses more bytes than that of the file of this name.
  func check(_ bytes: Int64, of name: String) throws {
    guard case .megabytes(let most) = self, bytes > most << 20 else { return }
    throw UserError(
      .limit, "\(name) is larger than \(most) MB", code: "E_TOO_LARGE",
      hints: ["'crm attach settings --max-mb N' lets larger files in; an admin may"])
  }
}

/// A content that has been read and hashed, and a copy of it that has no name yet.
final class StagedContent {
  private(set) var hash = ""
  private(set) var bytes: Int64 = 0
  /// The path of the copy; nil when there is none, or when it has got its name.
  var temporary: [CChar]?

  init(temporary: [CChar]?) {
    self.temporary = temporary
  }

  deinit {
    if let temporary { unlink(temporary) }
  }

  /// Reads the source to its end; every piece also goes to `write`.
  func take(
    _ source: FileSource, called name: String, limit: ContentLimit,
    writing write: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    if let size = source.size { try limit.check(size, of: name) }
    var hash = SHA256()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try buffer.withUnsafeMutableBytes { try source.read(into: $0) }
      guard count > 0 else { break }
      bytes += Int64(count)
      try limit.check(bytes, of: name)
      try buffer.withUnsafeBytes { piece in
        let piece = UnsafeRawBufferPointer(rebasing: piece[..<count])
        hash.update(piece)
        try write(piece)
      }
    }
    self.hash = hash.digest
  }
}
