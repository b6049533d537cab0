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

  @Test func otherKindsAreNot() {
    #expect(CompletionKind("horse", catalogue: .builtIn) == nil)
  }
}
