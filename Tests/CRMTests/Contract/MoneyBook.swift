/// A contract with its instalments and payments, and what was paid of them, read naively from the rules.
struct MoneyBook {
  struct Instalment {
    var id: Int64
    var due: Int
    var number: Int
    var amount: Int64
  }

  var contract: Int64
  var amount: Int64
  var instalments: [Instalment] = []
  var payments: [(amount: Int64, instalment: Int64?)] = []

  var received: Int64 { payments.map(\.amount).reduce(0, +) }

  /// What each instalment has got, by id.
  var paid: [Int64: Int64] {
    let inOrder = instalments.sorted { ($0.due, $0.number) < ($1.due, $1.number) }
    var paid: [Int64: Int64] = [:]
    for instalment in inOrder {
      let meant = payments.filter { $0.instalment == instalment.id }.map(\.amount).reduce(0, +)
      paid[instalment.id] = min(max(meant, 0), instalment.amount)
    }
    var rest = received - paid.values.reduce(0, +)
    for instalment in inOrder where rest > 0 {
      let share = min(rest, instalment.amount - (paid[instalment.id] ?? 0))
      paid[instalment.id, default: 0] += share
      rest -= share
    }
    for instalment in inOrder.reversed() where rest < 0 {
      let share = min(-rest, paid[instalment.id] ?? 0)
      paid[instalment.id, default: 0] -= share
      rest += share
    }
    return paid
  }
}
