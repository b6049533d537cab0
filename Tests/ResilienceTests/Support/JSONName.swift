import Foundation

/// The name of a record, read from the JSON that a program wrote.
struct JSONName: Decodable {
  var name: String

  init(_ bytes: [UInt8]) throws {
    self = try JSONDecoder().decode(JSONName.self, from: Data(bytes))
  }
}
