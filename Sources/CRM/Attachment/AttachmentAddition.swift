import Catalogue
import Store
import Tabular
import Values

/// `attach add`: hangs files on a record.
package struct AttachmentAddition {
  /// A file that is open, and what it will be called.
  package struct File {
    package var source: FileSource
    package var name: String

    package init(_ source: FileSource, name: String) {
      self.source = source
      self.name = name
    }
  }

  package struct Result: Sendable {
    package var record: String
    /// With their names; what hung there already is none of them.
    package var added: [(id: Int64, name: String)]
  }

  private let session: Session
  private let folder: ContentFolder

  package init(_ session: Session) {
    self.session = session
    folder = ContentFolder(store: session.invocation.storeDirectory)
  }

  /// Attaches all of the files, or none.
  ///
  /// Their contents are copied before the writer's lock is taken, so that others need not wait for a slow
  /// disk; under it they get their names, and the transaction follows. A dry run writes no file.
  package func add(_ files: [File], to record: String) throws -> Written<Result> {
    let limit = try session.read { db in
      _ = try holder(record, in: db)
      return ContentLimit.megabytes(try SettingValues(in: db).number(.attachmentLimit))
    }
    guard !session.invocation.isReadOnly else {
      throw UserError(.usage, "this command writes, but --readonly was given")
    }
    let isDryRun = session.invocation.isDryRun
    let contents = try files.map { file in
      guard !file.name.isEmpty else {
        throw UserError(.usage, "a file needs a name", hints: ["give it one: --name TEXT"])
      }
      return try isDryRun
        ? folder.measure(file.source, called: file.name, limit: limit)
        : folder.stage(file.source, called: file.name, limit: limit)
    }
    return try session.write { db in
      let (noun, id) = try holder(record, in: db)
      var result = Result(record: noun.reference(id), added: [])
      var placed: [String] = []
      do {
        for (file, content) in zip(files, contents) {
          guard
            let attachment = try insert(file.name, content, on: noun, id, in: db)
          else { continue }
          if try folder.place(content) { placed.append(content.hash) }
          result.added.append((attachment, file.name))
        }
        return result
      } catch {
        // Under the lock nobody else has found them yet.
        for hash in placed { folder.remove(hash) }
        throw error
      }
    }
  }

  private func insert(
    _ name: String, _ content: StagedContent, on noun: Noun, _ id: Int64, in db: WriteTransaction
  ) throws -> Int64? {
    let known: Int64? = try db.value(
      """
      SELECT id FROM attachment WHERE \(identifier: noun.name) = \(id) AND name = \(name)
        AND sha256 = \(content.hash) AND deleted_at IS NULL
      """)
    if let known {
      session.note(
        "\(name) hangs on \(noun.reference(id)) already: \(Noun.attachment.reference(known))")
      return nil
    }
    let now = Scalar.text(db.request.at.description)
    return try db.insert(
      Noun.attachment.table,
      [
        ("name", .text(name)), (noun.name, .integer(id)), ("bytes", .integer(content.bytes)),
        ("sha256", .text(content.hash)), ("created_at", now),
        ("created_by", .integer(try session.actor().id)), ("updated_at", now),
      ])
  }

  /// The record, which files may hang on and the actor sees.
  private func holder(_ text: String, in db: ReadTransaction) throws -> (noun: Noun, id: Int64) {
    let (noun, id) = try AttachmentHolder.find(text, session: session, in: db)
    if try db.exists(
      "SELECT 1 FROM \(identifier: noun.table) WHERE id = \(id) AND deleted_at IS NOT NULL")
    {
      throw UserError(
        .conflict, "\(noun.reference(id)) is deleted",
        hints: ["restore it first: crm \(noun.command) restore \(id)"])
    }
    return (noun, id)
  }
}

extension AttachmentHolder {
  /// The record that the text names; a deleted one by its id.
  static func find(
    _ text: String, session: Session, in db: ReadTransaction
  ) throws -> (noun: Noun, id: Int64) {
    let (noun, id) = try AnyRecord.find(text, session: session, in: db)
    guard nouns.contains(noun.name) else {
      throw UserError(
        .usage, "files do not hang on \(noun.plural)", code: "E_NOUN",
        hints: ["they hang on: \(nouns.joined(separator: ", "))"])
    }
    let actor = try session.actor()
    let isSeen = [false, true].map {
      "(\(RecordScope.visible(noun, alias: "r", to: actor, deleted: $0)))" as SQL
    }
    guard
      try db.exists(
        """
        SELECT 1 FROM \(identifier: noun.table) r
        WHERE r.id = \(id) AND (\(isSeen.joined(separator: " OR ")))
        """)
    else { throw UserError(.notFound, "no \(noun.name) '\(text)'") }
    return (noun, id)
  }
}
