import CRM
import Catalogue
import Foundation
import Store
import Tabular
import Values

/// A scene with files outside the store, and the contents in it.
final class AttachmentScene {
  let scene: PoolScene

  init() throws {
    scene = try PoolScene()
  }

  deinit {
    for name in ["store/files", "store/backups", "in", "out", "copy.sqlite", "copy.sqlite.files"] {
      try? FileManager.default.removeItem(atPath: path(name))
    }
  }

  func path(_ name: String) -> String { "\(scene.store.directory)/\(name)" }

  var files: String { path("store/files") }

  /// What lies in the folder of contents, without its subfolders.
  func contents() -> [String] {
    let found = FileManager.default.enumerator(atPath: files)?.allObjects ?? []
    return found.compactMap { $0 as? String }.filter { $0.utf8.count > 2 }.sorted()
  }

  @discardableResult
  func attach(
    _ contents: [(text: String, name: String)], to record: String, as user: String? = nil,
    dryRun: Bool = false
  ) throws -> Written<AttachmentAddition.Result> {
    let files = try contents.map { text, name in
      // It is open, and nobody needs its name any more.
      defer { try? remove("in") }
      try Data(text.utf8).write(to: URL(fileURLWithPath: path("in")))
      return AttachmentAddition.File(try FileSource(path: path("in")), name: name)
    }
    return try AttachmentAddition(scene.store.session(as: user, dryRun: dryRun))
      .add(files, to: record)
  }

  func text(of attachment: Int64, as user: String? = nil) throws -> String {
    var bytes: [UInt8] = []
    try AttachmentContent("\(attachment)", session: scene.store.session(as: user))
      .copy { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  func names(on record: String) throws -> [String] {
    let session = scene.store.session()
    return try FeedText.rows(
      of: try AttachmentList(session).query(record).feed(fields: "name"), in: session)
  }

  /// The checks of `fsck` that find something, with what they find.
  func findings() throws -> [String] {
    try IntegrityCheck(scene.store.session()).run().filter { $0.count > 0 }
      .map { "\($0.check): \($0.sample.joined(separator: " "))" }
  }

  func overwrite(_ content: String, with text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(files)/\(content)"))
  }

  func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: "\(files)/\(name)", withIntermediateDirectories: true)
  }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path(name)) }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }
}
