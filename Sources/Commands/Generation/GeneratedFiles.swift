import CommandLineKit

/// The files of the repository that come from the declarations: man pages and completion scripts.
package enum GeneratedFiles {
  /// One file: its path in the repository and its text.
  package struct File: Sendable, Equatable {
    package var path: String
    package var text: String
  }

  /// The date of the manual; it changes with a release, so that generating is reproducible.
  private static let date = "March 1, 2026"

  /// The folders that hold nothing else.
  package static let folders = ["man", "completions"]

  package static func all() -> [File] {
    let tool = CommandRegistry.tree.manifest()
    let pages = ManPage(tool: tool, date: date, appendix: HelpTopics.overview).files()
    return pages.map { File(path: "man/\($0.name)", text: $0.text) } + [
      File(path: "completions/crm.bash", text: BashCompletion.script(for: tool)),
      File(path: "completions/_crm", text: ZshCompletion.script(for: tool)),
      File(path: "completions/crm.fish", text: FishCompletion.script(for: tool)),
    ]
  }
}
