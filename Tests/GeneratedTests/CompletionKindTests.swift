import CRM
import Catalogue
import CommandLineKit
import Commands
import Testing

/// Whatever a declaration asks `crm __complete` for is answered.
@Suite struct CompletionKindTests {
  @Test func everyDeclaredKindIsKnown() {
    let tool = CommandRegistry.tree.manifest()
    for argument in tool.globals + tool.commands.flatMap(\.arguments) {
      guard case .dynamic(let name) = argument.completion else { continue }
      #expect(CompletionKind(name, catalogue: .builtIn) != nil, "\(name) of \(argument.spelling)")
    }
  }

  /// A command has options of custom fields exactly when its completion asks for them.
  @Test func customFieldsAreDeclaredWhereTheyAreOptions() {
    let nouns = Catalogue.builtIn.nouns.filter { !$0.describesStore }
    let catalogue = Catalogue.builtIn.adding(
      nouns.map { noun in
        var field = Field("our_own", .text, "Our own", "自有", "What only this store has")
        field.isCustom = true
        return (noun.name, field)
      })
    let ours = CommandRegistry.tree(of: catalogue).manifest().commands
    let gaining = ours.filter { $0.arguments.contains { $0.name == "our-own" } }.map(\.path)
    #expect(gaining.contains(["opportunity", "add"]))
    #expect(gaining == ours.filter(\.hasDynamicOptions).map(\.path))
    for path in gaining {
      #expect(
        DynamicOptions(of: path, in: catalogue)?.names(startingWith: "--", language: .chinese)
          == [.init(text: "--our-own", explanation: "自有")], "\(path)")
    }
  }

  @Test func otherKindsAreNot() {
    #expect(CompletionKind("horse", catalogue: .builtIn) == nil)
    #expect(CompletionKind("command:", catalogue: .builtIn) == nil)
  }
}
