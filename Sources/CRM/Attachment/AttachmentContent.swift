import Catalogue
import Store
import Tabular
import Values

/// The content of one attachment, for `attach get`: known to be whole before the first byte is given out.
package struct AttachmentContent {
  package let name: String
  private let source: FileSource

  /// Finds the attachment that the text names, on a record that the actor sees.
  package init(_ text: String, session: Session) throws {
    let (id, name, hash) = try session.read { db in
      let id = try ReferenceResolver(.attachment, session: session, in: db).id(for: text)
      guard
        let (name, hash) = try db.row(
          """
          SELECT name, sha256 FROM attachment r
          WHERE r.id = \(id) AND \(try Self.isSeen(session))
          """, as: String.self, String.self)
      else { throw UserError(.notFound, "no attachment '\(text)'") }
      return (id, name, hash)
    }
    self.name = name
    let folder = ContentFolder(store: session.invocation.storeDirectory)
    let found = try folder.hash(of: hash)
    guard found == hash else {
      throw UserError(
        .inputOutput,
        "the content of \(Noun.attachment.reference(id)) \(found == nil ? "is missing" : "was changed")",
        hints: ["a backup may have \(folder.path(of: hash))", "'crm fsck' checks all of them"])
    }
    source = try FileSource(path: folder.path(of: hash))
  }

  /// Whether the actor sees the record on which the attachment `r` hangs.
  private static func isSeen(_ session: Session) throws -> SQL {
    let actor = try session.actor()
    return AttachmentHolder.nouns.compactMap { name -> SQL? in
      guard let noun = Catalogue.builtIn.noun(name) else { return nil }
      return """
        (r.\(identifier: name) IS NULL OR EXISTS (SELECT 1 FROM \(identifier: noun.table) h
          WHERE h.id = r.\(identifier: name) AND \(RecordScope.visible(noun, alias: "h", to: actor))))
        """
    }.conjunction()
  }

  /// Writes the bytes.
  package func copy(_ write: (UnsafeRawBufferPointer) throws -> Void) throws {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try buffer.withUnsafeMutableBytes { try source.read(into: $0) }
      guard count > 0 else { return }
      try buffer.withUnsafeBytes { try write(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }
  }

  /// A name for the file that can do no harm: one path component, without control characters, of no
  /// more than 255 bytes, its extension kept.
  package static func fileName(_ name: String) -> String {
    let scalars = name.unicodeScalars.map { scalar -> Unicode.Scalar in
      let isHarmless =
        scalar.properties.generalCategory != .control
        && scalar.properties.generalCategory != .format
        && scalar != "/"
      return isHarmless ? scalar : "_"
    }
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars)
    while text.hasPrefix(".") || text.hasPrefix("-") { text = "_" + text.dropFirst() }
    guard text.utf8.count > 255 else { return text.isEmpty ? "attachment" : text }
    let dot = text.lastIndex(of: ".").map { text[$0...] } ?? ""
    let ending = dot.utf8.count <= 16 ? String(dot) : ""
    var start = ""
    for character in text.dropLast(ending.count) {
      guard start.utf8.count + character.utf8.count + ending.utf8.count <= 255 else { break }
      start.append(character)
    }
    return start + ending
  }
}
