import Catalogue
import Store
import Values

/// The states of customers in the order of the process, and what always holds of them: one initial
/// state, and at least one that is won and one that is lost.
package struct FollowStates {
  /// The option list whose entries they are.
  package static let list = "customer.status"

  /// In the order of the process.
  package let states: [FollowState]
  package let isReversible: Bool
  private let options: OptionList

  package init(in db: ReadTransaction) throws {
    options = try OptionList(Self.list, in: db)
    let rows = try db.rows(
      """
      SELECT key, label_en, label_zh, kind, active, position FROM dictionary_entry
      WHERE dictionary = \(Self.list) AND deleted_at IS NULL ORDER BY id
      """, as: String.self, String.self, String.self, String?.self, Bool.self, Int64.self)
    let states = rows.map { row in
      FollowState(
        key: row.0, label: Label(row.1, row.2),
        kind: row.3.flatMap(FollowState.Kind.init) ?? .middle,
        isActive: row.4, position: row.5)
    }
    // Final states do not come after each other, so they are told apart by position.
    self.states = states.sorted {
      $1.isAfter($0) || ($0.kind.isFinal && $1.kind.isFinal && $0.position < $1.position)
    }
    isReversible = try SettingValues(in: db).isOn(.reversible)
  }

  package subscript(key: String) -> FollowState? { states.first { $0.key == key } }

  /// What a new customer begins with.
  package func initial() throws -> FollowState {
    guard let state = states.first(where: { $0.kind == .initial }) else {
      throw UserError(
        .configuration, "the list \(Self.list) has no initial state", hints: ["run 'crm fsck'"])
    }
    return state
  }

  /// The state that a text names, by key or title, for a customer to go to.
  func target(_ text: String) throws -> FollowState {
    guard let key = options.key(for: text), let state = self[key] else {
      throw options.unknown(text, field: "status")
    }
    guard state.isActive else {
      throw UserError(
        .usage, "status '\(text)' is no longer active", code: "E_OPTION",
        hints: ["'crm dict edit \(Self.list).\(key) --active yes' offers it again"])
    }
    return state
  }

  /// The state one step before, among those that are offered.
  func previous(before state: FollowState) -> FollowState? {
    states.last { $0.isActive && state.isAfter($0) }
  }

  /// The position of a new state: behind the others, before the final ones if there is room.
  static func positionBeforeEnds(in db: ReadTransaction) throws -> Int64 {
    let states = try FollowStates(in: db).states
    let last = states.filter { !$0.kind.isFinal }.map(\.position).max() ?? 0
    let end = states.filter(\.kind.isFinal).map(\.position).min() ?? last + 20
    return max(last + 1, (last + end) / 2)
  }

  // MARK: What always holds

  /// Refuses a list that is no process any more.
  static func check(in db: ReadTransaction) throws {
    let states = try FollowStates(in: db).states
    let initial = states.filter { $0.kind == .initial }
    guard initial.count == 1, initial.allSatisfy(\.isActive) else {
      let names = initial.map(\.key).joined(separator: ", ")
      throw broken(
        initial.count > 1
          ? "\(list) would have \(initial.count) initial states: \(names)"
          : "\(list) would have no initial state for new customers")
    }
    for kind in [FollowState.Kind.won, .lost]
    where !states.contains(where: { $0.kind == kind && $0.isActive }) {
      throw broken("\(list) would have no state of the kind '\(kind.rawValue)'")
    }
  }

  private static func broken(_ message: String) -> UserError {
    UserError(
      .no, message, code: "E_STATES",
      hints: ["it has one initial state, and at least one won and one lost, that are active"])
  }

  /// Refuses to delete the ends of the process; what they are called can be edited.
  static func checkDeletion(_ entries: [Int64], in db: ReadTransaction) throws {
    guard
      let (name, kind) = try db.row(
        """
        SELECT name, kind FROM dictionary_entry
        WHERE id IN \(ids: entries) AND dictionary = \(list) AND kind <> 'middle' ORDER BY id
        """, as: String.self, String.self)
    else { return }
    throw UserError(
      .no, "\(name) is \(kind == "initial" ? "the initial state" : "a final state"), which stays",
      code: "E_STATES",
      hints: ["'crm dict edit \(name) --label-en TEXT --label-zh TEXT' gives it another name"])
  }
}
