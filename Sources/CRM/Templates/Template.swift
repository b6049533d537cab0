import Catalogue

/// What a new store begins with: a configuration file that `crm config apply` takes, too.
package struct Template: Sendable {
  package let name: String
  private let text: [UInt8]

  /// The files of this folder; they are part of the program.
  package static let all = [basic, manufacturing, software]

  /// For anybody.
  package static let basic = Template(name: "basic", text: PackageResources.basic_yaml)
  /// For makers and traders of goods.
  package static let manufacturing = Template(
    name: "manufacturing", text: PackageResources.manufacturing_yaml)
  /// For sellers of software and services.
  package static let software = Template(name: "software", text: PackageResources.software_yaml)

  /// The template as a file, its names in the language.
  package func file(in language: Language, catalogue: Catalogue) throws -> ConfigurationFile {
    try ConfigurationFileReader.read(
      text, name: "\(name).yaml", language: language, catalogue: catalogue)
  }
}
