import Store
import Values

/// The objects of a cell that holds several, such as the lines of an opportunity: a JSON array, as
/// an export writes it.
struct FileRecords {
  /// One object: its values as text; an absent key is null.
  typealias Record = [String: String]

  let field: String
  private let noun: String
  private let keys: [String]

  /// `keys` are those that the objects may have.
  init(_ field: String, of noun: String, keys: [String]) {
    self.field = field
    self.noun = noun
    self.keys = keys
  }

  func read(_ text: String, in db: ReadTransaction) throws -> [Record] {
    // In one query the database would ask for the type of what is not valid.
    guard try db.value("SELECT json_valid(\(text))") == 1,
      try db.value("SELECT json_type(\(text))") == "array"
    else { throw fault("is no JSON array") }
    var records: [Record] = []
    let values = try db.rows(
      """
      SELECT a.key, a.type, o.key, o.type, CAST(o.value AS TEXT)
      FROM json_each(\(text)) a LEFT JOIN json_each(CASE a.type WHEN 'object' THEN a.value ELSE '{}' END) o
      ORDER BY a.id, o.id
      """, as: Int.self, String.self, String?.self, String?.self, String?.self)
    for (index, type, key, valueType, value) in values {
      guard type == "object" else { throw fault("holds something that is no object") }
      if records.count == index { records.append([:]) }
      guard let key else { continue }
      guard keys.contains(key) else {
        throw fault("has no '\(key)'; its objects have \(keys.joined(separator: ", "))")
      }
      guard valueType != "object", valueType != "array" else {
        throw fault("has a '\(key)' that is no single value")
      }
      records[index][key] = value
    }
    return records
  }

  func fault(_ what: String) -> UserError {
    UserError(
      .usage, "\(field) \(what)", code: "E_\(field.uppercased())",
      hints: ["'crm export csv \(noun) --fields \(field)' shows the form"])
  }
}
