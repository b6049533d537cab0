import CRM
import Catalogue
import CommandLineKit
import Values

/// The catalogue of the store that a command line means, before that is understood.
enum StoreCatalogue {
  /// Nil where there is no store, or when it has no fields of its own.
  static func find(in environment: Environment) throws -> Catalogue? {
    var environment = environment
    var globals = GlobalOptions()
    globals.store = value(of: ["--store"], in: environment.arguments)
    if let directory = value(of: ["--directory", "-C"], in: environment.arguments) {
      let text = try StoreLocation.text(directory)
      environment.workingDirectory = StoreLocation.absolute(text, in: environment)
    }
    let directory = try StoreLocation.find(globals, in: environment)
    guard let catalogue = try CustomFields.catalogue(ofStoreIn: directory),
      catalogue.nouns.contains(where: { $0.fields.contains(where: \.isCustom) })
    else { return nil }
    return catalogue
  }

  /// The last value of an option, wherever it stands: `--store DIR`, `--store=DIR`, `-CDIR`.
  private static func value(of names: [String], in arguments: [ArgumentText]) -> FilePath? {
    var found: [UInt8]?
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument.description == "--" { break }
      for name in names {
        let isLong = name.hasPrefix("--")
        let prefix = Array((isLong ? name + "=" : name).utf8)
        if argument.bytes == Array(name.utf8) {
          found = rest.popFirst()?.bytes
        } else if argument.bytes.starts(with: prefix) {
          found = Array(argument.bytes.dropFirst(prefix.count))
        }
      }
    }
    return found.map { FilePath(bytes: $0) }
  }
}
