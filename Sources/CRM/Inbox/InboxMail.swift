import Catalogue
import Store
import Tabular
import Values

/// `crm inbox --format mail`: the inbox as a message to its user, for cron.
package struct InboxMail {
  /// More than anybody reads in a mail; `--limit` makes it fewer.
  private static let mostEntries = 200

  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// The message; nil when nothing waits.
  package func message(limit: Int? = nil) throws -> MailMessage? {
    let actor = try session.actor()
    let inbox = Inbox(session)
    return try session.read { db in
      let count = try inbox.count()
      guard count > 0 else { return nil }
      guard
        let (name, address) = try db.row(
          "SELECT name, email FROM \"user\" WHERE id = \(actor.id)", as: String.self, String?.self)
      else { throw UserError.bug("there is no user \(actor.id)") }
      guard let address else {
        throw UserError(
          .no, "the user '\(actor.login)' has no e-mail address", code: "E_EMAIL",
          hints: ["'crm user edit \(actor.login) --email ADDRESS' gives one"])
      }
      let lines = try inbox.lines(limit: min(limit ?? Self.mostEntries, Self.mostEntries), in: db)
      return try MailMessage(
        to: name, address: address, subject: subject(count),
        body: body(lines, leftOut: count - lines.count))
    }
  }

  private var isChinese: Bool { session.language == .chinese }

  private func subject(_ count: Int) -> String {
    isChinese
      ? "CRM 待处理事项：\(count) 项"
      : "CRM inbox: \(count) thing\(count == 1 ? " waits" : "s wait") for you"
  }

  private func body(_ lines: [String], leftOut: Int) -> String {
    var lines = lines
    if leftOut > 0 { lines.append(isChinese ? "…… 另有 \(leftOut) 项" : "… and \(leftOut) more") }
    lines.append("")
    lines.append(isChinese ? "用 crm inbox 查看全部。" : "'crm inbox' shows all of them.")
    return lines.joined(separator: "\n") + "\n"
  }
}
