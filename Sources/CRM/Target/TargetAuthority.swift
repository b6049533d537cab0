import Store
import Values

/// Who sets whose targets: an admin all of them, everybody above a user those of the user, and the head
/// of a team those of the teams below it.
struct TargetAuthority {
  private let actor: Actor
  private let db: ReadTransaction

  init(_ actor: Actor, in db: ReadTransaction) {
    self.actor = actor
    self.db = db
  }

  /// Refuses a target for the user or the team; with neither it is the company's.
  func require(user: Int64?, team: Int64?) throws {
    guard !actor.isAdmin else { return }
    if let user {
      guard try db.exists("SELECT 1 WHERE \(user) IN (\(Subordinates.ids(of: "\(actor.id)")))")
      else { throw refusal("only an admin or somebody above a user sets the user's targets") }
    } else if let team {
      guard
        try db.exists(
          """
          WITH RECURSIVE below(id) AS (
            SELECT t.id FROM team t JOIN team h ON h.id = t.parent
              WHERE h.head = \(actor.id) AND h.deleted_at IS NULL
            UNION SELECT t.id FROM team t JOIN below b ON t.parent = b.id)
          SELECT 1 FROM below WHERE id = \(team)
          """)
      else {
        throw refusal("only an admin or the head of a team above sets the targets of a team")
      }
    } else {
      throw refusal("only an admin sets the targets of the company")
    }
  }

  /// Refuses unless the actor may set all of these targets.
  func require(targets: [Int64]) throws {
    guard !actor.isAdmin else { return }
    let holders = try db.rows(
      "SELECT DISTINCT \"user\", team FROM target WHERE id IN \(ids: targets)", as: Int64?.self,
      Int64?.self)
    for (user, team) in holders { try require(user: user, team: team) }
  }

  private func refusal(_ message: String) -> UserError {
    UserError(.denied, message, code: "not_superior")
  }
}
