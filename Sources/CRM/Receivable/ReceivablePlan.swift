import Catalogue
import Store
import Values

/// `receivable plan`: what is not planned yet of a contract, in parts that come to it to the cent.
package struct ReceivablePlan {
  package enum Interval: String, CaseIterable, Sendable {
    case week, month, quarter, year

    /// The due day of the part with this number, the first being 0.
    ///
    /// Always counted from the first, so that the 31st stays the last day of every month.
    func day(_ number: Int, from first: Day) -> Day {
      switch self {
      case .week: first.adding(days: 7 * number)
      case .month: first.adding(months: number)
      case .quarter: first.adding(months: 3 * number)
      case .year: first.adding(months: 12 * number)
      }
    }
  }

  package enum Parts: Sendable {
    case equal(Int)
    /// Hundredths of a percent, which come to 10,000.
    case shares([Int64])
  }

  package struct Result: Sendable {
    package var contract: String
    package var receivables: [(id: Int64, name: String)]
  }

  private let session: Session
  private let parts: Parts
  private let interval: Interval
  private let first: Day?

  /// Without a first day the first part is due on the day on which the contract was signed.
  package init(_ parts: Parts, every interval: Interval, from first: Day?, session: Session) {
    self.parts = parts
    self.interval = interval
    self.first = first
    self.session = session
  }

  package func run(_ contract: String) throws -> Written<Result> {
    let digits = try session.settings().currency.minorDigits
    let fields = ["contract", "due", "amount"].compactMap(Noun.receivable.field)
    return try session.write { db in
      let id = try ReferenceResolver(.contract, session: session, in: db).id(for: contract)
      let row = try db.row(
        """
        SELECT k.number, k.signed, k.amount - \(ContractFacts.planned(contract: "k.id"))
        FROM contract k WHERE k.id = \(id)
        """, as: String.self, Day?.self, Int64.self)
      guard let (number, signed, rest) = row else {
        throw UserError.bug("there is no \(Noun.contract.reference(id))")
      }
      guard rest > 0 else {
        throw UserError(
          .no, "the whole amount of the contract \(number) is planned already",
          code: "E_PLANNED", hints: ["'crm contract show \(number)' lists its receivables"])
      }
      let amounts = try Self.split(rest, into: parts)
      let start = try first ?? signed ?? session.today()
      var made: [(id: Int64, name: String)] = []
      for (place, amount) in amounts.enumerated() {
        let texts = [
          "\(Noun.contract.reference(id))", interval.day(place, from: start).description,
          Money.format(amount, digits: digits),
        ]
        let added = try RecordAddition(.receivable, session: session, db: db)
          .add(zip(fields, texts).map { ($0, $1) })
        made.append((added.id, added.title))
      }
      return Result(contract: number, receivables: made)
    }
  }

  /// Parts that differ by a cent at most, or that follow their shares; their sum is the amount.
  static func split(_ amount: Int64, into parts: Parts) throws -> [Int64] {
    let bounds: [Int64]
    switch parts {
    case .equal(let count):
      bounds = try (0...count).map { try bound(amount, Int64($0), of: Int64(count)) }
    case .shares(let shares):
      var sum: Int64 = 0
      bounds =
        try [0]
        + shares.map {
          sum += $0
          return try bound(amount, sum, of: 10_000)
        }
    }
    let amounts = zip(bounds, bounds.dropFirst()).map { $1 - $0 }
    guard amounts.allSatisfy({ $0 > 0 }) else {
      throw UserError(
        .usage, "the amount is too small for so many parts", code: "E_PARTS")
    }
    return amounts
  }

  private static func bound(_ amount: Int64, _ part: Int64, of whole: Int64) throws -> Int64 {
    guard let bound = Money.roundedQuotient(Int128(amount) * Int128(part), by: whole) else {
      throw UserError.bug("a part is larger than the whole")
    }
    return bound
  }
}
