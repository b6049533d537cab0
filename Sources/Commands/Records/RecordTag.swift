import CRM
import Catalogue
import CommandLineKit

/// `crm NOUN tag`: puts tags on records and takes tags off.
struct RecordTag: Sendable {
  var selection = RecordSelection()
  var added: [String] = []
  var removed: [String] = []
  var readsInput = false

  static func spec(_ noun: Noun) -> CommandSpec<RecordTag> {
    CommandSpec(
      path: [noun.name, "tag"], summary: "Put tags on \(noun.plural) and take tags off",
      discussion: """
        Tags that a record has already, or has not, are no error. Of an exclusive group a record \
        has one tag at most: take the other one off in the same command. 'crm tag add NAME' makes \
        a tag; \(noun.name) edit --tag says all tags at once.
        """,
      initial: RecordTag(),
      arguments: FilterArguments.selection(
        of: noun, \RecordTag.selection, "The records, by id or unique name") + [
          .option(
            "add", value: "TAG", \.added, "Put this tag on; several are separated by commas",
            completion: .dynamic(Noun.tag.name)),
          .option(
            "remove", value: "TAG", \.removed, "Take this tag off",
            completion: .dynamic(Noun.tag.name)),
          .flag("stdin", \.readsInput, ReferenceInput.help),
        ],
      examples: NounExamples.tag[noun.name] ?? [], seeAlso: ["tag add", "\(noun.name) edit"])
  }

  func run(_ noun: Noun, in context: CommandContext) throws -> Outcome {
    let selection = try ReferenceInput.selection(selection, readsInput: readsInput, in: context)
    let written = try Tagging(noun, session: context.session)
      .change(selection, adding: added, removing: removed)
    let changed = written.value
    return .change(
      ChangeReport(
        changed.isEmpty
          ? "nothing changed" : "changed the tags of \(ChangedRecords.count(changed.count, noun))",
        written, records: ChangedRecords.records(changed, of: noun)))
  }
}
