import Catalogue
import Store
import Tabular
import Values

/// `contract show`: the record, how much of it is paid, its receivables and its payments.
package struct ContractDocument {
  private let session: Session
  private let db: ReadTransaction
  private let currency: Currency

  package init(session: Session, db: ReadTransaction) throws {
    self.session = session
    self.db = db
    currency = try session.settings().currency
  }

  package func document(of id: Int64) throws -> Document {
    let record = try RecordDocument(.contract, session: session, db: db).document(of: id)
    guard case .object(let entries) = record else { return record }
    return .object(
      try entries + facts(of: id) + [
        try LineDocument(of: .contract, session: session, db: db).entry(of: id),
        session.entry("receivables", "Receivables", "回款计划", .list(try receivables(of: id))),
        session.entry("payments", "Payments", "回款", .list(try payments(of: id))),
      ])
  }

  /// How much of it is paid; `1/3` says how many receivables are, and how many there are.
  private func facts(of id: Int64) throws -> [Document.Entry] {
    let columns = try RecordColumns(.contract, session: session)
    func value(_ fact: String) throws -> (column: RecordColumn, text: String?) {
      let column = try columns.required(fact)
      let text = try db.value(
        "SELECT CAST(\(column.expression) AS TEXT) FROM contract r WHERE r.id = \(id)",
        as: String?.self)
      return (column, text ?? nil)
    }
    let sums = try ["planned", "received", "outstanding", "credit", "overdue"].map {
      let (column, text) = try value($0)
      return Document.Entry(
        $0, label: column.column.label, currency.document(text.flatMap { Int64($0) } ?? 0))
    }
    let percent = try value("received_percent")
    let nextDue = try value("next_due")
    let paid = try value("instalments_paid").text ?? "0"
    let all = try value("instalments").text ?? "0"
    return sums + [
      .init(
        "received_percent", label: percent.column.column.label,
        percent.text.flatMap { Int64($0) }.map { .decimal(FixedPoint.percent.format($0)) }
          ?? .null),
      .init(
        "next_due", label: nextDue.column.column.label, .orNull(nextDue.text)),
      session.entry("instalments", "Instalments paid", "已回期数", .text("\(paid)/\(all)")),
    ]
  }

  private func receivables(of id: Int64) throws -> [Document] {
    let today = try session.today().description
    return try db.rows(
      """
      SELECT b.number, r.name, b.due, b.amount, b.paid,
        iif(k.approval = 'approved', b.amount - b.paid, 0), r.id
      FROM (\(ReceivableBalance.rows(ofContract: "\(id)"))) b
      JOIN receivable r ON r.id = b.id JOIN contract k ON k.id = r.contract
      ORDER BY b.due, b.number
      """, as: Int64.self, String.self, String.self, Int64.self, Int64.self, Int64.self,
      Int64.self
    ).map { number, name, due, amount, paid, outstanding, record in
      .object([
        session.entry("ref", "Record", "记录", .text(Noun.receivable.reference(record))),
        session.entry("number", "Number", "期次", .integer(number)),
        session.entry("name", "Name", "期次名称", .text(name)),
        session.entry("due", "Due", "计划回款日期", .text(due)),
        session.entry("amount", "Amount", "计划回款金额", currency.document(amount)),
        session.entry("paid", "Paid", "已回款", currency.document(paid)),
        session.entry("outstanding", "Outstanding", "未回款", currency.document(outstanding)),
        session.entry("overdue", "Overdue", "已逾期", .bool(outstanding > 0 && due < today)),
      ])
    }
  }

  private func payments(of id: Int64) throws -> [Document] {
    try db.rows(
      """
      SELECT p.id, p.number, p.received, p.amount, p.method, r.name, ifnull(p.reason, p.note)
      FROM payment p LEFT JOIN receivable r ON r.id = p.receivable
      WHERE p.contract = \(id) AND p.deleted_at IS NULL ORDER BY p.received, p.id
      """, as: Int64.self, String.self, String.self, Int64.self, String?.self, String?.self,
      String?.self
    ).map { record, number, received, amount, method, receivable, text in
      .object([
        session.entry("ref", "Record", "记录", .text(Noun.payment.reference(record))),
        session.entry("number", "Number", "回款编号", .text(number)),
        session.entry("received", "Received", "回款日期", .text(received)),
        session.entry("amount", "Amount", "回款金额", currency.document(amount)),
        session.entry("method", "Method", "回款方式", try shown(method)),
        session.entry("receivable", "Receivable", "回款计划", .orNull(receivable)),
        session.entry("note", "Note", "备注", .orNull(text)),
      ])
    }
  }

  /// The method as its key, or for people its label.
  private func shown(_ method: String?) throws -> Document {
    guard let method else { return .null }
    guard session.invocation.isForPeople else { return .text(method) }
    return .text(try OptionList("payment.method", in: db).label(of: method, in: session.language))
  }
}
