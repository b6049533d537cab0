import Glibc
import Tabular
import Values

/// The folder `files/` of a store: contents of attachments, each once, under the name of its hash.
///
/// A content never changes and is never replaced by another one. It is complete and on the disk before
/// it gets its name, and it has its name before the transaction that tells of it is committed: so a
/// crash leaves at most a file that nothing tells of.
struct ContentFolder {
  let path: String
  private let parent: String

  init(store: String) {
    self.init(path: store + "/files", in: store)
  }

  /// The folder that goes along with a backup: `copy.sqlite.files`.
  init(ofBackup backup: String) {
    self.init(
      path: backup + ".files",
      in: String(backup[..<(backup.lastIndex(of: "/") ?? backup.startIndex)]))
  }

  private init(path: String, in parent: String) {
    self.path = path
    self.parent = parent.isEmpty ? "/" : parent
  }

  /// The name within the folder: `ab/abcd…`.
  static func name(_ hash: String) -> String { "\(hash.prefix(2))/\(hash)" }

  func path(of hash: String) -> String { "\(path)/\(Self.name(hash))" }

  // MARK: Writing

  /// Copies the content beside its place; it is on the disk when this returns.
  func stage(_ source: FileSource, called name: String, limit: ContentLimit) throws -> StagedContent
  {
    try makeFolder(path, in: parent)
    let file = TemporaryFile(prefix: Array("\(path)/.part".utf8CString))
    guard file.descriptor >= 0 else { throw Self.failure(path, errno) }
    let staged = StagedContent(temporary: file.path)
    defer { close(file.descriptor) }
    let sink = FileDescriptorSink(descriptor: file.descriptor, name: path)
    try staged.take(source, called: name, limit: limit) { try sink.write($0) }
    guard fsync(file.descriptor) == 0 else { throw Self.failure(path, errno) }
    return staged
  }

  /// Works out what would be staged, and writes nothing.
  func measure(
    _ source: FileSource, called name: String, limit: ContentLimit
  ) throws -> StagedContent {
    let staged = StagedContent(temporary: nil)
    try staged.take(source, called: name, limit: limit) { _ in }
    return staged
  }

  /// Gives a staged content its name, durably; returns whether it was not there already.
  ///
  /// Only under the writer's lock, so that nothing takes away what another process has just found.
  /// What is there with another size is damaged, and healed by this.
  func place(_ staged: StagedContent) throws -> Bool {
    guard let temporary = staged.temporary else { return false }
    let target = path(of: staged.hash)
    var information = stat()
    if stat(target, &information) == 0, Int64(information.st_size) == staged.bytes {
      return false
    }
    let folder = try makeFolder(of: staged.hash)
    guard rename(temporary, target) == 0 else { throw Self.failure(target, errno) }
    staged.temporary = nil
    try synchronize(folder)
    return true
  }

  /// Takes a content away; only under the writer's lock.
  func remove(_ hash: String) { unlink(path(of: hash)) }

  /// Takes over a content of another folder: the same file where both are on one disk, else a copy.
  func take(_ hash: String, from other: ContentFolder) throws {
    try makeFolder(path, in: parent)
    let folder = try makeFolder(of: hash)
    if link(other.path(of: hash), path(of: hash)) == 0 || errno == EEXIST {
      return try synchronize(folder)
    }
    let source = try FileSource(path: other.path(of: hash))
    _ = try place(try stage(source, called: hash, limit: .none))
  }

  /// Removes the folder with everything in it.
  func removeAll() {
    try? forEachHash { remove($0) }
    for entry in Self.entries(of: path) {
      if unlink("\(path)/\(entry)") != 0 { rmdir("\(path)/\(entry)") }
    }
    rmdir(path)
  }

  /// The folder that a hash belongs to, which is there afterwards.
  private func makeFolder(of hash: String) throws -> String {
    let folder = "\(path)/\(hash.prefix(2))"
    try makeFolder(folder, in: path)
    return folder
  }

  private func makeFolder(_ folder: String, in parent: String) throws {
    guard mkdir(folder, 0o700) != 0 else { return try synchronize(parent) }
    guard errno == EEXIST else { throw Self.failure(folder, errno) }
  }

  private func synchronize(_ folder: String) throws {
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure(folder, errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw Self.failure(folder, errno) }
  }

  private static func failure(_ path: String, _ code: Int32) -> UserError {
    UserError(
      .inputOutput,
      "cannot keep the file in \(path): \(String(cString: strerror(code))); nothing was changed",
      hints: code == ENOSPC || code == EDQUOT ? ["free some space, try again"] : [])
  }

  // MARK: Reading

  /// Calls the body with every hash under which there is a content, in order.
  func forEachHash(_ body: (String) throws -> Void) throws {
    for folder in Self.entries(of: path).filter({ $0.utf8.count == 2 }) {
      for name in Self.entries(of: "\(path)/\(folder)")
      where name.utf8.count == 64 && name.hasPrefix(folder) {
        try body(name)
      }
    }
  }

  /// Copies that were begun before the instant and never got a name: interrupted ones, if it is long ago.
  func leftovers(olderThan instant: Instant) -> [String] {
    Self.entries(of: path).filter { $0.hasPrefix(".part.") }.map { "\(path)/\($0)" }.filter {
      var information = stat()
      return stat($0, &information) == 0 && information.st_mtim.tv_sec < instant.seconds
    }
  }

  /// The hash of what lies under the name of a hash; nil when nothing does.
  func hash(of name: String) throws -> String? {
    guard access(path(of: name), F_OK) == 0 else { return nil }
    return try Self.hash(of: FileSource(path: path(of: name)))
  }

  static func hash(of source: FileSource) throws -> String {
    let content = StagedContent(temporary: nil)
    try content.take(source, called: "", limit: .none) { _ in }
    return content.hash
  }

  private static func entries(of folder: String) -> [String] {
    guard let handle = opendir(folder) else { return [] }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}
