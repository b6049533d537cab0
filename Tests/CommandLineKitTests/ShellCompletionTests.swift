import Foundation
import Testing

/// One line to complete and the words that a shell must offer for it.
struct CompletionCase: Sendable, CustomTestStringConvertible {
  var line: String
  var offers: [String]
  var testDescription: String { line }

  init(_ line: String, _ offers: [String]) {
    self.line = line
    self.offers = offers
  }

  /// What all shells offer alike.
  static let common = [
    CompletionCase("crm c", ["customer"]),
    CompletionCase("crm --store x --quiet cu", ["customer"]),
    CompletionCase("crm cust ", ["add", "list"]),
    CompletionCase(
      "crm help ", ["alias", "customer", "exit-codes", "help", "import", "pool", "version"]),
    CompletionCase("crm help pool ", ["claim"]),
    CompletionCase("crm customer -q ls --s", ["--shared", "--store"]),
    CompletionCase("crm customer add --v", ["--verbose", "--version", "--vip"]),
    CompletionCase("crm customer add --format ", ["csv", "json", "table"]),
    CompletionCase("crm -O c", ["csv"]),
    CompletionCase("crm customer add -qO c", ["csv"]),
    CompletionCase("crm import ", ["contact", "customer"]),
    CompletionCase("crm import customer l", ["leads.csv"]),
    CompletionCase("crm import customer leads.csv l", ["leads.csv"]),
    CompletionCase("crm pool claim customer/1 customer/", ["customer/1", "customer/2"]),
    CompletionCase("crm pool claim -n -5 --rea", ["--reason"]),
    CompletionCase("crm pool claim --reason ", []),
    CompletionCase("crm alias ", ["add"]),
    CompletionCase("crm customer add --store /s --owner li", ["li", "li@/s"]),
    CompletionCase("crm --store=/t customer add --owner li", ["li", "li@/t"]),
  ]
}

@Suite struct ShellCompletionTests {
  static let bash = ShellFixture.path(of: "bash")
  static let zsh = ShellFixture.path(of: "zsh")
  static let fish = ShellFixture.path(of: "fish")

  @Suite(.enabled(if: ShellCompletionTests.bash != nil, "bash is not installed"))
  struct Bash {
    static let own = [
      CompletionCase("crm --format=c", ["csv"]),
      CompletionCase("crm customer add --owner=l", ["li"]),
      CompletionCase("crm customer add --owner=han:", ["mei"]),
      CompletionCase("crm -F name,o", ["name,owner"]),
      CompletionCase("crm --fields=name,o", ["name,owner"]),
      CompletionCase("crm pool claim a", [#"a\ b\$\(touch\ owned\)"#]),
      CompletionCase(#"crm pool claim "a"#, [#"a b\$(touch owned)"#]),
      CompletionCase("crm pool claim 'a", ["a b$(touch owned)"]),
      CompletionCase("crm pool claim 'i", [#"it'\''s"#]),
      CompletionCase(#"crm pool claim "i"#, ["it's"]),
      CompletionCase("crm --store da", ["data folder"]),
      CompletionCase("crm version ", []),
    ]

    @Test(arguments: CompletionCase.common + own)
    func offers(_ row: CompletionCase) throws {
      #expect(try complete(row.line) == row.offers)
    }

    @Test func worksWhenWordsAreNotSplitAtEquals() throws {
      #expect(try complete("crm --format=c", breaks: " \t\n") == ["--format=csv"])
    }

    @Test func neverRunsWhatTheDataSays() throws {
      let fixture = try ShellFixture()
      _ = try complete("crm pool claim a", in: fixture)
      #expect(!fixture.has("owned"))
      try fixture.remove()
    }

    private func complete(_ line: String, breaks: String = " \t\n=:") throws -> [String] {
      let fixture = try ShellFixture()
      let offers = try complete(line, breaks: breaks, in: fixture)
      try fixture.remove()
      return offers
    }

    /// Calls the completion function as readline does, with the words split at `breaks`.
    private func complete(
      _ line: String, breaks: String = " \t\n=:", in fixture: ShellFixture
    ) throws -> [String] {
      var words: [String] = [""]
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
      let driver = #"""
        source ./crm.bash
        COMP_LINE=$1 COMP_POINT=${#1} COMP_WORDBREAKS=$2
        COMP_WORDS=("${@:3}") COMP_CWORD=$(($# - 3))
        _crm crm "${COMP_WORDS[COMP_CWORD]}" ''
        printf '%s\n' "${COMPREPLY[@]}"
        """#
      let path = try #require(ShellCompletionTests.bash)
      return try fixture.run(
        path, ["--norc", "--noprofile", "-c", driver, "bash", line, breaks] + words
      ).sorted()
    }
  }

  @Suite(.enabled(if: ShellCompletionTests.fish != nil, "fish is not installed"))
  struct Fish {
    static let own = [
      CompletionCase("crm --format=c", ["--format=csv"]),
      CompletionCase("crm customer add --owner=l", ["--owner=li\tLi Lei"]),
      CompletionCase("crm -F name,o", ["name,owner\tWho owns it"]),
      CompletionCase("crm cu", ["customer\tCompanies and people you sell to"]),
    ]

    @Test(arguments: CompletionCase.common)
    func offers(_ row: CompletionCase) throws {
      let words = try complete(row.line).map { String($0.prefix { $0 != "\t" }) }
      #expect(words == row.offers)
    }

    @Test(arguments: own)
    func describes(_ row: CompletionCase) throws {
      #expect(try complete(row.line) == row.offers)
    }

    private func complete(_ line: String) throws -> [String] {
      let fixture = try ShellFixture()
      let path = try #require(ShellCompletionTests.fish)
      let driver = "source ./crm.fish; complete -C $argv[1]"
      let offers = try fixture.run(path, ["--no-config", "-c", driver, line]).sorted()
      try fixture.remove()
      return offers
    }
  }

  @Suite(.enabled(if: ShellCompletionTests.zsh != nil, "zsh is not installed"))
  struct Zsh {
    static let own = [
      CompletionCase("crm --format=c", ["csv"]),
      CompletionCase("crm customer add --owner=l", ["li"]),
      CompletionCase("crm -F name,o", ["owner"]),
      CompletionCase("crm -Oc", ["csv"]),
    ]

    @Test(arguments: CompletionCase.common + own)
    func offers(_ row: CompletionCase) throws {
      let fixture = try ShellFixture()
      try fixture.write(Self.driver, to: "driver.zsh")
      let path = try #require(ShellCompletionTests.zsh)
      let offers = try fixture.run(path, ["-f", "driver.zsh", row.line])
      #expect(Set(offers).sorted() == row.offers)
      try fixture.remove()
    }

    /// Types the line and a tab into a shell on a pseudo terminal; `compadd` writes what it adds
    /// to a file instead of the screen.
    private static let driver = #"""
      zmodload zsh/zpty
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
      zpty -w -n shell "$1"$'\t'$'\x18'
      repeat 100; do [[ -e finished ]] && break; sleep 0.05; done
      cat offers
      zpty -d shell
      """#
  }
}
