/// What was asked for with `--help`, ready to be laid out for a width.
package struct HelpPage: Sendable, Equatable {
  package enum Detail: Sendable, Equatable {
    /// One screen: usage and one line for each option.
    case short
    case full
  }

  package enum Subject: Sendable, Equatable {
    /// The program itself, or a noun: the commands below it.
    case listing(CommandManifest)
    case command(CommandManifest)
    case topic(ManTopic)
  }

  package let subject: Subject
  package let detail: Detail
  /// The command line around the subject; of other commands it knows only names and summaries.
  let tool: ToolManifest

  /// The page laid out for a terminal or a file of that many columns.
  package func text(width: Int) -> String {
    HelpText(tool: tool, detail: detail, width: width).text(for: subject)
  }
}
