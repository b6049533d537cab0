import Catalogue
import Store

/// The contacts that customers to be merged have in common: one name, and one telephone number or
/// none to tell them apart by.
///
/// Of one customer two contacts of a name are two: somebody made them so.
struct ContactTwins {
  struct Twin {
    let kept: Int64
    let dropped: Int64
    /// Whether the dropped one has the numbers of the other and more.
    let hasMoreNumbers: Bool
  }

  private struct Person {
    let id: Int64
    let customer: Int64
    var numbers: Set<Substring>
  }

  let twins: [Twin]

  /// Customers in order: of the first the contacts stay.
  init(of customers: [Int64], in db: ReadTransaction) throws {
    var kept: [String: [Person]] = [:]
    var twins: [Twin] = []
    for customer in customers {
      for (id, name, phone) in try db.rows(
        """
        SELECT id, name_key, ifnull(phone_key, '') FROM contact
        WHERE customer = \(customer) AND deleted_at IS NULL ORDER BY id
        """, as: Int64.self, String.self, String.self)
      {
        let person = Person(
          id: id, customer: customer, numbers: Set(phone.split(separator: " ")))
        guard let place = Self.match(person, among: kept[name] ?? []),
          let twin = kept[name]?[place]
        else {
          kept[name, default: []].append(person)
          continue
        }
        twins.append(
          Twin(
            kept: twin.id, dropped: id,
            hasMoreNumbers: !twin.numbers.isEmpty
              && person.numbers.isStrictSuperset(of: twin.numbers)))
        kept[name]?[place].numbers.formUnion(person.numbers)
      }
    }
    self.twins = twins
  }

  /// The place of the one that shares the person's numbers, or that may be the person for want of
  /// them; several of these are too many.
  private static func match(_ person: Person, among others: [Person]) -> Int? {
    let others = others.enumerated().filter { $0.element.customer != person.customer }
    let sharing = others.first { other in
      let numbers = other.element.numbers
      return !numbers.isEmpty && !person.numbers.isEmpty
        && (numbers.isSubset(of: person.numbers) || numbers.isSuperset(of: person.numbers))
    }
    if let sharing { return sharing.offset }
    let possible = others.filter { person.numbers.isEmpty || $0.element.numbers.isEmpty }
    return possible.count == 1 ? possible.first?.offset : nil
  }
}
