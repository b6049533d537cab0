import Foundation

/// A real shell with our completion script; tests ask what it offers when tab is pressed.
///
/// The scripts lie in the working folder under the names `crm.bash`, `_crm` and `crm.fish`.
package enum CompletingShell: String, Sendable, CaseIterable {
  case bash, zsh, fish

  /// Nil when the shell is not installed.
  package var program: SystemProgram? { SystemProgram(rawValue) }

  /// Where bash splits words unless it is told otherwise, as far as it matters here.
  package static let usualBreaks = " \t\n=:"

  /// What the shell offers at the end of a line, in the order of the alphabet, each once; fish adds
  /// a description after a tab.
  package func offers(
    _ line: String, breaks: String = usualBreaks, in folder: URL, environment: [String: String]
  ) throws -> [String] {
    let lines = try program?.lines(
      arguments(for: line, breaks: breaks), in: folder, environment: environment)
    return Set(lines ?? []).sorted()
  }

  private func arguments(for line: String, breaks: String) -> [String] {
    switch self {
    case .bash:
      ["--norc", "--noprofile", "-c", Self.bashDriver, "bash", line, breaks]
        + Self.words(of: line, breaks: breaks)
    case .zsh: ["-f", "-c", Self.zshDriver, line]
    case .fish: ["--no-config", "-c", "source ./crm.fish; complete -C $argv[1]", line]
    }
  }

  /// The words as readline hands them to the completion function.
  private static func words(of line: String, breaks: String) -> [String] {
    var words = [""]
    for character in line {
      if character == " " {
        words.append("")
      } else if breaks.contains(character) {
        words += words.last == "" ? [] : [""]
        words[words.count - 1] = String(character)
        words.append("")
      } else {
        words[words.count - 1].append(character)
      }
    }
    // A separator at the end is the current word itself.
    if let last = line.last, last != " ", breaks.contains(last) { words.removeLast() }
    return words
  }

  /// Calls the completion function as readline does, with the words split at `breaks`.
  private static let bashDriver = #"""
    source ./crm.bash
    COMP_LINE=$1 COMP_POINT=${#1} COMP_WORDBREAKS=$2
    COMP_WORDS=("${@:3}") COMP_CWORD=$(($# - 3))
    _crm crm "${COMP_WORDS[COMP_CWORD]}" ''
    printf '%s\n' "${COMPREPLY[@]}"
    """#

  /// Types the line and a tab into a shell on a pseudo terminal; `compadd` writes what it adds to
  /// a file instead of the screen.
  private static let zshDriver = #"""
    zmodload zsh/zpty
    rm -f ready finished
    zpty shell zsh -f -i
    zpty -w shell 'PS1= ; fpath=(. $fpath); autoload -Uz compinit; compinit -D -u; source ./_crm
    compadd() {
      local -a hits
      [[ ${argv[(I)-[OAD]]} -gt 0 ]] && { builtin compadd "$@"; return }
      builtin compadd -A hits "$@"
      print -rl -- $hits >>offers
      builtin compadd "$@"
    }
    zle -C capture list-choices _main_complete
    finish() { print -r done >finished }; zle -N finish
    bindkey "^I" capture; bindkey "^X" finish; print ready >ready'
    repeat 100; do [[ -e ready ]] && break; sleep 0.05; done
    : >offers
    zpty -w -n shell "$0"$'\t'$'\x18'
    repeat 100; do [[ -e finished ]] && break; sleep 0.05; done
    cat offers
    zpty -d shell
    """#
}
