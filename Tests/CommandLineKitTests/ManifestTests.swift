import CommandLineKit
import Foundation
import Testing

@Suite struct ManifestTests {
  @Test func survivesEncoding() throws {
    let manifest = SampleTree.tree.manifest()
    let data = try JSONEncoder().encode(manifest)
    #expect(try JSONDecoder().decode(ToolManifest.self, from: data) == manifest)
  }

  @Test(arguments: [
    (Completion.none, #"{"none":true}"#), (.file, #"{"file":true}"#),
    (.directory, #"{"directory":true}"#), (.choices(["a", "b"]), #"{"choices":["a","b"]}"#),
    (.dynamic("user"), #"{"dynamic":"user"}"#),
  ])
  func encodesCompletionsReadably(_ completion: Completion, _ json: String) throws {
    #expect(String(decoding: try JSONEncoder().encode(completion), as: UTF8.self) == json)
    #expect(try JSONDecoder().decode(Completion.self, from: Data(json.utf8)) == completion)
  }

  @Test func buildsOnlyTheCommandThatIsAskedFor() throws {
    let tree = CommandTree<SampleGlobals, Int>(
      program: "crm", summary: "A tool", globals: SampleTree.globals,
      entries: [
        CommandEntry("cheap", summary: "Cheap") {
          ParsableCommand(CommandSpec("cheap", summary: "Cheap", initial: 1, arguments: [])) { $0 }
        },
        CommandEntry("dear", summary: "Dear") {
          Issue.record("built without need")
          return ParsableCommand(CommandSpec("dear", summary: "Dear", initial: 2, arguments: [])) {
            $0
          }
        },
      ])
    guard case .run(_, 1) = try tree.parse([ArgumentText("cheap")]) else {
      Issue.record("cheap does not run")
      return
    }
    _ = try tree.parse([])
  }
}
