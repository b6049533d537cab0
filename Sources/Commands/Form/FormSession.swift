import CRM
import Catalogue
import Values

/// Lets a user fill in a form, again and again until it is right or given up.
struct FormSession {
  let context: CommandContext

  /// Whether there is somebody to fill a form in.
  static func isPossible(in context: CommandContext) -> Bool {
    context.environment.isInputTerminal && context.environment.isOutputTerminal
      && context.globals.mayAsk
  }

  /// What comes of a new record of the noun whose blank form is filled in; nil when there is nobody
  /// to do that.
  static func addition(
    of noun: Noun, in context: CommandContext,
    _ add: (_ values: [(field: Field, text: String)]) throws -> Outcome
  ) throws -> Outcome? {
    guard isPossible(in: context) else { return nil }
    let form = try context.session.read {
      try RecordForm(noun, session: context.session, in: $0).blank()
    }
    return try FormSession(context: context).run(form, of: noun, add)
  }

  /// The same for a command whose first operand nobody else can do without.
  static func addition(
    of noun: Noun, insteadOf operand: String, isAlone: Bool, in context: CommandContext,
    _ add: (_ values: [(field: Field, text: String)]) throws -> Outcome
  ) throws -> Outcome {
    if isAlone, let outcome = try addition(of: noun, in: context, add) { return outcome }
    throw UserError(
      .usage, "missing operand \(operand) for 'crm \(noun.command) add'",
      hints: ["on a terminal, 'crm \(noun.command) add' alone opens a form"])
  }

  /// Edits the form and hands what was filled in to the body.
  ///
  /// When the body refuses it, the form comes back with the reason on top. Leaving the form as it is
  /// gives up.
  func run(
    _ form: FormText, of noun: Noun,
    _ body: (_ values: [(field: Field, text: String)]) throws -> Outcome
  ) throws -> Outcome {
    let editor = TextEditor(context.environment)
    let blank = form.text(in: context.language)
    var text = blank
    var refusal: UserError?
    while true {
      let heading = Self.heading(noun, refusal: refusal).map { "# \($0)\n" }.joined()
      let edited = try editor.edit(heading + text, named: noun.name)
      let content = edited.hasPrefix(heading) ? String(edited.dropFirst(heading.count)) : edited
      if content == text {
        if let refusal { throw refusal }
        throw UserError(.no, "the form was left as it was; nothing was changed")
      }
      text = content
      do {
        return try body(try form.changes(in: content))
      } catch let error as UserError where Self.canBeMended(error) {
        refusal = error
      }
    }
  }

  private static func heading(_ noun: Noun, refusal: UserError?) -> [String] {
    let refused = refusal.map { error in
      ["error: \(error.location?.line.map { "line \($0): " } ?? "")\(error.message)"]
        + error.hints.map { "hint: \($0)" } + [""]
    }
    return (refused ?? [])
      + [
        "A \(noun.name). Fields with * have to be filled in; lines with # are left out.",
        "To give up, leave the form as it is.",
      ]
  }

  /// Whether other values would help.
  private static func canBeMended(_ error: UserError) -> Bool {
    switch error.exit {
    case .usage, .notFound, .badData, .duplicate, .ambiguous: true
    default: false
    }
  }
}
