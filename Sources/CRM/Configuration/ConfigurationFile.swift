import Catalogue
import YAML

/// A configuration file as it was written: its sections, groups and records, and where each stands.
///
/// What a value means is found out when it is applied, by the readers of the single commands.
package struct ConfigurationFile: Sendable {
  /// The version of the format that this program reads and writes.
  static let version = 1
  /// The section of the values that belong to no record.
  package static let settingsSection = "settings"

  /// The name of the file in messages.
  package let name: String
  /// The settings that the file names.
  let settings: [SettingEntry]
  /// In the order in which they are applied.
  let scopes: [Scope]

  /// A setting and the text of its value.
  struct SettingEntry: Sendable {
    let setting: Setting
    let text: String
    let place: YAMLPlace
  }

  /// Records that are complete together: a section, one group of it, or the parts of a record.
  struct Scope: Sendable {
    let layout: ConfigurationLayout
    let group: String?
    let entries: [Entry]
    let place: YAMLPlace
  }

  /// One record.
  struct Entry: Sendable {
    let layout: ConfigurationLayout
    let title: String
    let values: [Value]
    let parts: [Scope]
    /// The title that the record had before.
    let renamedFrom: String?
    /// The record goes; the one of this title takes its place wherever it is in use.
    let replacedBy: String?
    let place: YAMLPlace
  }

  /// What stands for a field.
  struct Value: Sendable {
    enum Content: Sendable {
      case none
      case text(String)
      /// Names of records, for N:M fields.
      case list([String])
    }

    let field: Field
    let content: Content
    let place: YAMLPlace
  }
}
