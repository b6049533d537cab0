import Catalogue
import Values

/// The columns of a file of lines, found by their names in either language.
struct LineFileLayout {
  /// What a column can be.
  enum Part: CaseIterable {
    case record, line, product, code, quantity, listPrice, price, discount, note
    /// What an export writes and crm works out itself.
    case unit, subtotal

    func label(_ owner: LineOwner) -> Label {
      switch self {
      case .record: owner.noun.label
      case .line: LineLabel.line
      case .product: LineLabel.product
      case .code: LineLabel.code
      case .quantity: LineLabel.quantity
      case .listPrice: LineLabel.listPrice
      case .price: LineLabel.price
      case .discount: LineLabel.discount
      case .note: LineLabel.note
      case .unit: LineLabel.unit
      case .subtotal: LineLabel.subtotal
      }
    }

    func name(_ owner: LineOwner) -> String {
      switch self {
      case .record: owner.noun.name
      case .listPrice: "list_price"
      default: "\(self)"
      }
    }

    /// What other programs call it.
    func aliases(_ owner: LineOwner) -> [String] {
      switch self {
      case .record:
        owner.noun.identifyingFields.compactMap(owner.noun.field).flatMap {
          [$0.name, $0.label.english, $0.label.chinese] + $0.aliases
        }
      case .line: ["no", "序号"]
      case .product: ["产品名称", "商品"]
      case .code: ["sku", "商品编码"]
      case .quantity: ["qty"]
      case .listPrice: ["原价"]
      case .price: ["unit_price", "销售单价"]
      case .discount: ["discount", "折扣"]
      case .note: ["remark", "备注"]
      case .unit: []
      case .subtotal: ["amount", "金额"]
      }
    }
  }

  let owner: LineOwner
  private var columns: [Part: Int] = [:]
  /// Columns that mean nothing.
  private(set) var unmapped: [String] = []

  /// Throws when the file does not say whose line a row is, or which product it is about.
  init(_ header: [String], of owner: LineOwner, file: String) throws {
    self.owner = owner
    for (index, name) in header.enumerated() {
      guard let part = Self.part(called: name, owner) else {
        unmapped.append(name)
        continue
      }
      guard columns[part] == nil else {
        throw UserError(
          .badData, "two columns are the \(part.name(owner)) of a line", code: "E_COLUMN",
          location: .init(file: file, line: 1))
      }
      columns[part] = index
    }
    try require([.record], file)
    try require([.product, .code], file)
  }

  /// The place of the part's column; nil when the file has none.
  subscript(part: Part) -> Int? { columns[part] }

  private func require(_ parts: [Part], _ file: String) throws {
    guard parts.allSatisfy({ columns[$0] == nil }) else { return }
    let names = parts.map { "'\($0.name(owner))'" }.joined(separator: " or ")
    throw UserError(
      .badData, "the file has no column \(names)", code: "E_COLUMN",
      location: .init(file: file, line: 1),
      hints: ["'crm \(owner.noun.command) line export' shows the form"])
  }

  /// Names come before labels, and those before what others say.
  private static func part(called header: String, _ owner: LineOwner) -> Part? {
    let key = NameKey.key(of: header)
    let names: [(Part) -> [String]] = [
      { [$0.name(owner)] }, { [$0.label(owner).english, $0.label(owner).chinese] },
      { $0.aliases(owner) },
    ]
    for texts in names {
      if let part = Part.allCases.first(where: { texts($0).map(NameKey.key).contains(key) }) {
        return part
      }
    }
    return nil
  }
}
