import CRM
import Catalogue
import Commands
import Testing

@Suite struct CommandTreeTests {
  @Test func everyDeclarationIsWellFormed() {
    #expect(CommandRegistry.tree.problems() == [])
  }

  /// A custom field with the name of an option could never be given.
  @Test func optionsOfVerbsOnRecordsAreNoKeysOfFields() {
    let manifest = CommandRegistry.tree.manifest()
    let verbs = manifest.commands.filter {
      ["add", "edit", "list"].contains($0.path.last) && $0.path.count == 2
    }
    for noun in Catalogue.builtIn.nouns {
      let own = verbs.filter { $0.path.first == noun.name }
      let options = (own.flatMap(\.arguments) + manifest.globals).filter { $0.kind != .operand }
      let names = Set(options.map { $0.name.split(separator: "-").joined(separator: "_") })
      let known = Set((noun.fields + noun.facts).map(\.name)).union(CustomFieldRules.reservedKeys)
      let free = noun.describesStore ? [] : names.subtracting(known).sorted()
      #expect(free == [], "\(noun.name)")
    }
  }
}
