import CRM
import Catalogue
import CommandLineKit

extension Array {
  /// The leads that a verb works on, named or selected by conditions, and by `--stdin`.
  static func leads<C>(
    _ selection: any WritableKeyPath<C, RecordSelection> & Sendable,
    readsInput: any WritableKeyPath<C, Bool> & Sendable
  ) -> [Argument<C>] where Element == Argument<C> {
    FilterArguments.selection(of: .lead, selection, "The leads, by id or unique name")
      + [.flag("stdin", readsInput, ReferenceInput.help)]
  }
}

extension LeadMove {
  /// Moves the leads and reports it: "qualified 2 leads".
  func report(
    _ selection: RecordSelection, readsInput: Bool, in context: CommandContext,
    done: String, already: String
  ) throws -> Outcome {
    let selection = try ReferenceInput.selection(selection, readsInput: readsInput, in: context)
    let written = try run(selection)
    let leads = written.value.leads
    let all = written.value.asked == 1 ? "it is" : "all of them are"
    return .change(
      ChangeReport(
        leads.isEmpty
          ? "\(all) \(already) already" : "\(done) \(ChangedRecords.count(leads.count, .lead))",
        written, records: ChangedRecords.records(leads, of: .lead)))
  }
}
