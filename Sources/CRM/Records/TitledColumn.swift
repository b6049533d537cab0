import Catalogue
import Tabular

extension Language {
  /// A column of rows, with its title in this language.
  func column(
    _ name: String, _ english: String, _ chinese: String, _ kind: ColumnKind = .text
  ) -> Column {
    Column(name, label: Label(english, chinese)[self], kind: kind)
  }
}
