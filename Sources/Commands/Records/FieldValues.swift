import CRM
import Catalogue
import CommandLineKit

/// Values given for fields of a noun as options: `--industry software --owner li.wei`.
package struct FieldValues: Sendable {
  /// In the order given; the last value of a field wins.
  package private(set) var values: [(field: String, text: String)] = []

  mutating func set(_ field: String, _ text: String) {
    values.removeAll { $0.field == field }
    values.append((field, text))
  }

  /// Adds to the values of a field that holds several.
  mutating func append(_ field: String, _ text: String) {
    if let index = values.firstIndex(where: { $0.field == field }), !text.isEmpty {
      values[index].text += "," + text
    } else {
      set(field, text)
    }
  }

  package func resolved(in noun: Noun) -> [(field: Field, text: String)] {
    values.compactMap { value in noun.field(value.field).map { ($0, value.text) } }
  }

  /// The options that set fields of a noun, made from its description.
  static func arguments<C: Sendable>(
    of noun: Noun, _ values: any WritableKeyPath<C, FieldValues> & Sendable,
    where isIncluded: (Field) -> Bool
  ) -> [Argument<C>] {
    noun.fields.filter(isIncluded).map { field in
      let name = field.name
      let appends = field.isLink
      return .option(
        name: field.optionName, value: field.type.placeholder, help: field.help,
        completion: field.completion, isRepeatable: appends, separatesAtCommas: appends,
        section: "Fields",
        apply: { data, text in
          let text = try text.string()
          if appends {
            data[keyPath: values].append(name, text)
          } else {
            data[keyPath: values].set(name, text)
          }
        })
    }
  }
}

extension Field {
  /// How a value of the field is completed.
  var completion: Completion {
    switch type {
    case .choice(let choices): .choices(choices.map(\.key))
    case .bool: .choices(["yes", "no"])
    case .dictionary(let name): .dynamic("option:\(name)")
    case .references(_, let link) where link.list != nil: .dynamic("option:\(link.list ?? "")")
    case .reference(let noun), .references(let noun, _): .dynamic(noun)
    default: .none
    }
  }
}
