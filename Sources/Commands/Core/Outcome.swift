import CRM
import Tabular
import Values

/// What a command returns for rendering; commands write to no stream.
package enum Outcome {
  /// Rows of a list or report, pushed inside a read.
  case rows(RowFeed)
  /// Several lists or reports under their titles, for people; each is made in the context that it is given,
  /// which may be on another thread.
  case sections([@Sendable (CommandContext) throws -> RowFeed])
  /// Rows in the form that the command says, whatever reads them.
  case file(RowFeed, FileForm)
  /// One record, or another document.
  case document(Document)
  /// What a write changed; rendered after COMMIT.
  case change(ChangeReport)
  /// A message for a mailer; nil when there is nothing to tell, which `--exit-status` turns into exit 1.
  case mail(MailMessage?)
  /// Text that is the same in every format, such as a script.
  case text(String)
  /// An answer: prints the outcome, then ends with the code.
  indirect case answer(Outcome, any Error)
  case nothing
}
