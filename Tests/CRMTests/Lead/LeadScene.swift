import Catalogue
import Store
import Testing
import Values

@testable import CRM

/// Leads at work in a store with the users wang and li.
struct LeadScene {
  let fixture: ImportFixture
  let records: RuleScene

  var store: TestStore { fixture.store }

  init() throws {
    fixture = try ImportFixture()
    records = RuleScene(fixture.store)
    for login in ["wang", "li"] {
      try records.add("user", ["name": login, "login": login, "role": "sales"])
    }
  }

  /// A lead of wang, unless told otherwise.
  @discardableResult
  func lead(
    _ name: String, _ values: [String: String] = [:], expecting exit: ExitCode? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Int64 {
    var values = values
    values["name"] = name
    if values["pool"] == nil, values["owner"] == nil { values["owner"] = "wang" }
    return try records.add("lead", values, expecting: exit, sourceLocation: sourceLocation)
  }

  func move(
    _ step: LeadMove.Step, _ leads: Int64..., expecting exit: ExitCode? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try records.trying(expecting: exit, sourceLocation) { session in
      _ = try LeadMove(step, session: session).run(RecordSelection(leads.map(String.init)))
    }
  }

  /// Converts the lead; returns what it became: `customer/1 contact/1`.
  @discardableResult
  func convert(
    _ lead: Int64, expecting exit: ExitCode? = nil,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ change: (inout LeadConversion) throws -> Void = { _ in }
  ) throws -> String? {
    try records.trying(expecting: exit, sourceLocation) { session in
      var conversion = LeadConversion(session)
      try change(&conversion)
      return try conversion.run("\(lead)").value.records.map(\.reference).joined(separator: " ")
    }
  }

  /// Values of fields as commands give them: `["level": "A"]`.
  func values(_ noun: String, _ texts: [String: String]) throws -> [(field: Field, text: String)] {
    let noun = try #require(try store.session().catalogue.noun(noun))
    return try texts.sorted { $0.key < $1.key }.map { (try #require(noun.field($0)), $1) }
  }

  @discardableResult
  func follow(_ lead: Int64, behavior: String? = nil, at: String? = nil) throws -> Int64 {
    var values = ["lead": "\(lead)", "method": "phone", "note": "called"]
    values["behavior"] = behavior
    values["at"] = at
    return try records.add("activity", values)
  }

  /// Columns of a lead joined by `|`.
  func lead(_ id: Int64, _ columns: String...) throws -> String? {
    try fixture.rows("SELECT \(identifiers: columns) FROM lead WHERE id = \(id)").first
  }

  func fact(_ name: String, of noun: Noun, _ id: Int64) throws -> String? {
    let session = store.session()
    let sql = try #require(
      try FactExpression(asOf: try session.today(), session: session)
        .sql(name, of: noun, alias: "r"))
    return try fixture.rows(
      "SELECT \(sql) FROM \(identifier: noun.table) r WHERE r.id = \(id)"
    ).first
  }

  /// The notes of the body, and nothing that was said before.
  func notes(_ body: () throws -> Void) rethrows -> [String] {
    store.notes = []
    try body()
    return store.notes
  }
}
