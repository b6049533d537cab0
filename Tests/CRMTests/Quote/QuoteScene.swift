import Catalogue
import Store
import Tabular
import Testing
import Values

@testable import CRM

/// A store with two customers and two products (`SalesFixture`), and quotes in it.
struct QuoteScene {
  let fixture: SalesFixture
  var store: TestStore { fixture.store }

  init() throws {
    fixture = try SalesFixture()
  }

  private func values(_ texts: [String: String]) throws -> [(field: Field, text: String)] {
    try texts.sorted { $0.key < $1.key }.map { name, text in
      (try #require(Noun.quote.field(name)), text)
    }
  }

  func opportunity(_ name: String = "Plant", lines: [String] = []) throws -> Int64 {
    let fields = try [("customer", "Acme"), ("name", name)].map {
      (field: try #require(Noun.opportunity.field($0.0)), text: $0.1)
    }
    return try id(
      OpportunityAddition(session: store.session()).run(.init(fields, lines: lines)))
  }

  @discardableResult
  func add(
    _ texts: [String: String], lines: [String] = [], as user: String? = nil
  ) throws -> Int64 {
    try id(
      QuoteAddition(session: store.session(as: user)).run(.init(values(texts), lines: lines)))
  }

  func revise(_ quote: Int64, _ texts: [String: String] = [:]) throws -> Int64 {
    try id(QuoteRevision(session: store.session()).run("\(quote)", values(texts)))
  }

  private func id(_ report: ChangeReport) throws -> Int64 {
    let reference = report.records[0].reference
    return try #require(Int64(reference.split(separator: "/")[1]))
  }

  @discardableResult
  func move(
    _ quotes: Int64..., to step: QuoteMove.Step, as user: String? = nil
  ) throws -> QuoteMove.Result {
    try QuoteMove(step, session: store.session(as: user))
      .run(RecordSelection(quotes.map(String.init))).value
  }

  /// Brings a draft to its customer.
  func send(_ quote: Int64) throws {
    try move(quote, to: .submit)
    try move(quote, to: .send)
  }

  @discardableResult
  func accept(_ quote: Int64) throws -> QuoteDecision.Result {
    try QuoteDecision(session: store.session()).accept("\(quote)", note: nil).value
  }

  func edit(_ quote: Int64, _ texts: [String: String]) throws {
    let session = store.session()
    _ = try session.write { db in
      try RecordEditor(.quote, session: session, db: db).edit([quote], set: values(texts))
    }
  }

  func addLine(_ line: String, to quote: Int64) throws {
    _ = try LineChange(of: .quote, session: store.session()).add([line], .init(), to: "\(quote)")
  }

  func undo() throws {
    _ = try OperationUndo(store.session()).undo(nil, isPartial: false)
  }

  /// Status and total of a quote as lists show them: `sent 1900.00`.
  func standing(_ quote: Int64) throws -> String {
    let session = store.session()
    var query = try RecordQuery(.quote, session: session)
    query.conditions = ["r.id = \(quote)"]
    let rows = try FeedText.rows(of: query.feed(fields: "status,total"), in: session)
    return rows.first.map { String($0.map { $0 == "|" ? " " : $0 }) } ?? "none"
  }

  func number(_ quote: Int64) throws -> String? {
    try fixture.text("SELECT number FROM quote WHERE id = \(quote)")
  }

  func amount(_ opportunity: Int64) throws -> Int? {
    try fixture.number("SELECT amount FROM opportunity WHERE id = \(opportunity)")
  }

  func document(_ quote: Int64) throws -> Document {
    let session = store.session()
    return try session.read { try QuoteDocument(session: session, db: $0).document(of: quote) }
  }
}
