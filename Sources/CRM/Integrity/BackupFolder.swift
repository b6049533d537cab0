import Glibc
import Store
import Values

/// The store's own folder of backups; names sort by time.
package struct BackupFolder {
  package struct File: Sendable {
    package var name: String
    package var path: String
    package var bytes: Int64
  }

  private let session: Session
  private let directory: String

  package init(_ session: Session) {
    self.session = session
    directory = session.invocation.storeDirectory + "/backups"
  }

  /// Makes a backup here, or at the path; then only the newest `keep` of the folder stay.
  package func create(at path: String?, keep: Int?) throws -> (path: String, removed: [String]) {
    // Without a store there is nothing to make a folder in.
    _ = try session.settings()
    let target: String
    if let path {
      target = path
    } else {
      guard mkdir(directory, 0o700) == 0 || errno == EEXIST else {
        throw UserError(
          .inputOutput, "cannot make \(directory): \(String(cString: strerror(errno)))")
      }
      target = directory + "/" + freeName()
    }
    try Store.refuseOwnFile(target, called: target, in: session.invocation.storeDirectory)
    guard access(target, F_OK) != 0 else {
      throw UserError(.conflict, "\(target) already exists", hints: ["a backup overwrites nothing"])
    }
    try session.backUp(to: target)
    // Contents are never taken away while attachments have them: what the copy needs is still there.
    try AttachmentBackup(of: target).copy(from: session)
    try Self.verify(target)
    var removed: [String] = []
    if let keep {
      for file in try files().dropLast(keep) where unlink(file.path) == 0 {
        AttachmentBackup(of: file.path).remove()
        removed.append(file.name)
      }
    }
    return (target, removed)
  }

  /// Throws when the file is not a sound backup of a store.
  package static func verify(_ path: String) throws {
    guard access(path, R_OK) == 0 else {
      throw UserError(.noInput, "cannot read \(path): \(String(cString: strerror(errno)))")
    }
    try Store.verifyBackup(at: path, schema: .current)
    try AttachmentBackup(of: path).verify()
  }

  /// The backups of the folder, oldest first.
  package func files() throws -> [File] {
    guard let handle = opendir(directory) else { return [] }
    defer { closedir(handle) }
    var files: [File] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      var information = stat()
      let path = directory + "/" + name
      guard name.hasSuffix(".sqlite"), stat(path, &information) == 0 else { continue }
      files.append(File(name: name, path: path, bytes: Int64(information.st_size)))
    }
    return files.sorted { $0.name < $1.name }
  }

  /// `20260301T010000Z.sqlite`, with a number behind it when that exists.
  private func freeName() -> String {
    let stamp = session.now.description.filter { $0 != "-" && $0 != ":" }
    var name = "\(stamp).sqlite"
    var number = 1
    while access(directory + "/" + name, F_OK) == 0 {
      number += 1
      name = "\(stamp)_\(number).sqlite"
    }
    return name
  }
}
