import CommandLineKit

/// A shell that completes our command lines.
enum CompletedShell: String, ChoiceValue {
  case bash, zsh, fish

  func script(for tool: ToolManifest) -> String {
    switch self {
    case .bash: BashCompletion.script(for: tool)
    case .zsh: ZshCompletion.script(for: tool)
    case .fish: FishCompletion.script(for: tool)
    }
  }
}

/// `crm completion`: prints the script that teaches a shell to complete our commands.
struct CompletionScript: Command {
  var shell = CompletedShell.bash

  static let spec = CommandSpec(
    "completion", summary: "Print the completion script of a shell",
    discussion: """
      'make install' puts the scripts where the shells look for them. Without it:

        bash  add to ~/.bashrc:   source <(crm completion bash)
        zsh   add to ~/.zshrc:    source <(crm completion zsh)   (after compinit)
        fish  run once:           crm completion fish > ~/.config/fish/completions/crm.fish
      """,
    initial: CompletionScript(),
    arguments: [
      .operand("SHELL", \.shell, "The shell: bash, zsh or fish", isRequired: true)
    ],
    examples: [Example("crm completion bash", "Print the script for bash")])

  func run(in context: CommandContext) throws -> Outcome {
    .text(shell.script(for: CommandRegistry.tree.manifest()))
  }
}
