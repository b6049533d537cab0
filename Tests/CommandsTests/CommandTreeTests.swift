import Commands
import Testing

@Suite struct CommandTreeTests {
  @Test func everyDeclarationIsWellFormed() {
    #expect(CommandRegistry.tree.problems() == [])
  }
}
