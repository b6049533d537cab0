import Catalogue
import Store
import Values
import YAML

/// A record of the file as the single commands would make it: values read, defaults filled in, rules
/// of its noun applied.
///
/// Nothing is written, so that a record which names another that is not there yet can be tried
/// again later.
struct ConfigurationCompletion {
  let draft: RecordDraft
  /// Makes the record; nil for one that exists.
  let creator: RecordCreator?

  init(
    _ task: ConfigurationTask, of file: ConfigurationFile, session: Session, db: WriteTransaction
  ) throws {
    do {
      let context = try CreationContext(
        session: session, db: db, source: .command,
        reader: try FieldReader(.option, session: session, db: db))
      let reader = try FieldReader(.file, session: session, db: db)
      reader.acceptsInactive = true
      if let id = task.existing {
        creator = nil
        draft = RecordDraft(task.noun)
        try Self.fill(draft, from: task, of: file, reader)
        draft.fillDefaults()
        try NounBehavior.of(task.noun).creation(context).prepare(draft, id: id)
        try Self.requireValues(of: task, in: draft)
      } else {
        let creator = try RecordCreator(task.noun, in: context)
        self.creator = creator
        draft = creator.draft
        try Self.fill(draft, from: task, of: file, reader)
        try creator.prepare()
      }
    } catch let error as UserError {
      throw error.located(at: file.location(task.entry.place))
    }
  }

  private static func fill(
    _ draft: RecordDraft, from task: ConfigurationTask, of file: ConfigurationFile,
    _ reader: FieldReader
  ) throws {
    let layout = task.scope.layout
    try read(task.entry.title, as: layout.title, into: draft, reader)
    if let field = layout.group, let group = task.scope.group {
      draft.set(try draft.number(of: field.column), text: group)
    }
    if let field = layout.whole, let whole = task.scope.whole {
      draft.set(try draft.number(of: field.column), integer: whole.id)
    }
    if let field = layout.position, let position = task.position {
      draft.set(try draft.number(of: field.column), integer: position)
    }
    for value in task.entry.values {
      do {
        try fill(draft, with: value, reader)
      } catch let error as UserError {
        throw error.located(at: file.location(value.place))
      }
    }
  }

  private static func fill(
    _ draft: RecordDraft, with value: ConfigurationFile.Value, _ reader: FieldReader
  ) throws {
    switch value.content {
    case .none: break
    case .text(let text):
      if value.field.isLink {
        draft.links[value.field.name] = try reader.ids(text, as: value.field)
      } else {
        try read(text, as: value.field, into: draft, reader)
      }
    case .list(let names):
      guard let noun = value.field.type.referencedNoun else { break }
      let resolver = try reader.resolver(for: noun)
      draft.links[value.field.name] = try names.map {
        try resolver.id(for: $0, field: value.field.name)
      }
    }
  }

  private static func read(
    _ text: String, as field: Field, into draft: RecordDraft, _ reader: FieldReader
  ) throws {
    var text = text
    try text.withUTF8 {
      try reader.read($0, as: field, into: try draft.number(of: field.column), of: draft)
    }
  }

  private static func requireValues(of task: ConfigurationTask, in draft: RecordDraft) throws {
    for field in task.noun.fields where field.isRequired && !field.isLink {
      guard draft.hasValue(try draft.number(of: field.column)) else {
        throw UserError(
          .usage, "\(task.noun.name) needs a value for \(field.name)", code: "E_REQUIRED")
      }
    }
  }
}

extension ConfigurationFile {
  func location(_ place: YAMLPlace) -> UserError.Location {
    .init(file: name, line: place.line, column: place.column)
  }
}

extension UserError {
  /// The error as one of a file: what would be a mistake on a command line is bad data here.
  func located(at location: Location) -> UserError {
    guard self.location == nil, exit != .bug else { return self }
    var error = self
    error.location = location
    if [.usage, .notFound, .ambiguous, .configuration].contains(exit) { error.exit = .badData }
    return error
  }
}
