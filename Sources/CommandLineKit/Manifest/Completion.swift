/// How a shell completes the value of an option or an operand.
package enum Completion: Sendable, Equatable {
  case none
  case file
  case directory
  case choices([String])
  /// Asks the program: `crm __complete KIND PREFIX`.
  case dynamic(String)
}

/// Encoded as `{"file": true}`, `{"choices": ["a", "b"]}` or `{"dynamic": "customer"}`.
extension Completion: Codable {
  private enum Key: String, CodingKey {
    case none, file, directory, choices, dynamic
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    switch container.allKeys.first {
    case .file: self = .file
    case .directory: self = .directory
    case .choices: self = .choices(try container.decode([String].self, forKey: .choices))
    case .dynamic: self = .dynamic(try container.decode(String.self, forKey: .dynamic))
    case .some(.none), nil: self = .none
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .none: try container.encode(true, forKey: .none)
    case .file: try container.encode(true, forKey: .file)
    case .directory: try container.encode(true, forKey: .directory)
    case .choices(let words): try container.encode(words, forKey: .choices)
    case .dynamic(let kind): try container.encode(kind, forKey: .dynamic)
    }
  }
}
