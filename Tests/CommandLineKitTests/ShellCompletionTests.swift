import ProgramTesting
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
    CompletionCase("crm customer add --i", ["--industry"]),
    CompletionCase("crm customer add --规", ["--规模"]),
    CompletionCase("crm customer add --industry it", ["it"]),
    CompletionCase("crm customer add --industry --i", []),
    CompletionCase("crm customer add --no-quiet --industry it --规模 1 --own", ["--owner"]),
    CompletionCase("crm customer list --industry --sh", ["--shared"]),
  ]
}

@Suite struct ShellCompletionTests {
  @Test(
    .enabled(if: CompletingShell.allCases.allSatisfy { $0.program != nil }, "a shell is missing"),
    arguments: CompletingShell.allCases,
    ["crm pool claim a", "crm customer add --i", "crm customer add --industry i"])
  func neverRunsWhatTheDataSays(_ shell: CompletingShell, _ line: String) throws {
    let fixture = try ShellFixture()
    #expect(try !fixture.offers(of: shell, line).isEmpty)
    #expect(!fixture.has("owned"))
  }

  @Suite(.enabled(if: CompletingShell.bash.program != nil, "bash is not installed"))
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
      CompletionCase("crm help customer add --i", []),
      CompletionCase("crm customer add --industry=i", [#"iron\ ore"#, "it"]),
      CompletionCase("crm customer add --industry b", [#"b\\c:d"#]),
    ]

    @Test(arguments: CompletionCase.common + own)
    func offers(_ row: CompletionCase) throws {
      #expect(try complete(row.line) == row.offers)
    }

    @Test func worksWhenWordsAreNotSplitAtEquals() throws {
      #expect(try complete("crm --format=c", breaks: " \t\n") == ["--format=csv"])
    }

    private func complete(
      _ line: String, breaks: String = CompletingShell.usualBreaks
    ) throws -> [String] {
      let fixture = try ShellFixture()
      return try fixture.offers(of: .bash, line, breaks: breaks)
    }
  }

  @Suite(.enabled(if: CompletingShell.fish.program != nil, "fish is not installed"))
  struct Fish {
    static let own = [
      CompletionCase("crm --format=c", ["--format=csv"]),
      CompletionCase("crm customer add --owner=l", ["--owner=li\tLi Lei"]),
      CompletionCase("crm -F name,o", ["name,owner\tWho owns it"]),
      CompletionCase(
        "crm customer add --industry=i",
        [
          "--industry=iron ore\t$(touch owned)", "--industry=it\tIT",
        ]),
      CompletionCase("crm customer add --industry b", [#"b\c:d"#]),
      CompletionCase(
        "crm customer add --i",
        [#"--industry\t行业: $(touch owned) [`touch owned`] \ %s ""#.replacing(#"\t"#, with: "\t")]),
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
      try ShellFixture().offers(of: .fish, line)
    }
  }

  @Suite(.enabled(if: CompletingShell.zsh.program != nil, "zsh is not installed"))
  struct Zsh {
    static let own = [
      CompletionCase("crm --format=c", ["csv"]),
      CompletionCase("crm customer add --owner=l", ["li"]),
      CompletionCase("crm -F name,o", ["owner"]),
      CompletionCase("crm -Oc", ["csv"]),
      CompletionCase("crm customer add --industry=i", [#"iron\ ore"#, "it"]),
      CompletionCase("crm customer add --industry b", [#"b\\c:d"#]),
    ]

    @Test(arguments: CompletionCase.common + own)
    func offers(_ row: CompletionCase) throws {
      let offers = try ShellFixture().offers(of: .zsh, row.line)
      #expect(offers == row.offers)
    }
  }
}
