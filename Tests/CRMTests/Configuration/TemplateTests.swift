import Catalogue
import Testing

@testable import CRM

/// The templates are files that `config apply` takes.
@Suite struct TemplateTests {
  @Test(arguments: Template.all.map(\.name), Language.allCases)
  func aNewStoreIsAsItsTemplateSays(_ name: String, _ language: Language) throws {
    let template = try #require(Template.all.first { $0.name == name })
    let store = try TestStore(template: template, language: language)
    let session = store.session()
    let file = try template.file(in: language, catalogue: try session.catalogue)
    let (_, isEmpty) = try ConfigurationApplication(file, session: session).run(isPlan: true)
    #expect(isEmpty)
    // Every option list has entries, whatever the template; groups of tags are made as needed.
    for list in try OptionList.names(in: session.catalogue) where list != "tag.group" {
      let entries = try session.read { try OptionList(list, in: $0).entries }
      #expect(!entries.isEmpty, "\(list) of \(name) is empty")
    }
    try store.expectSound()
  }

  /// Every noun that configures a store has its place in the file.
  @Test func everyConfigurationNounHasALayout() {
    let catalogue = Catalogue.builtIn
    let sections = ConfigurationLayout.sections(of: catalogue)
    func names(_ layouts: [ConfigurationLayout]) -> [String] {
      layouts.flatMap { [$0.noun.name] + names($0.parts) }
    }
    #expect(
      names(sections).sorted() == catalogue.nouns.filter(\.isConfiguration).map(\.name).sorted())
    #expect(sections.prefix(2).map(\.noun.name) == [Noun.customField.name, Noun.dict.name])
  }
}
