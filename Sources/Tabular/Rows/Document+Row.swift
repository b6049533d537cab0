extension Document {
  /// The object that one row is: the same keys and values as a list of such rows has.
  package init(_ row: borrowing RowBuffer, columns: [Column]) {
    var entries: [Entry] = []
    var currencies = CurrencyKeys(columns)
    for (index, column) in columns.enumerated() where column.kind != .bar {
      let value = Document(row[index], kind: column.kind)
      entries.append(Entry(column.name, label: column.label, value))
      if let currency = currencies.next(after: column) {
        entries.append(Entry(currency.name, .text(currency.code)))
      }
    }
    self = .object(entries)
  }

  private init(_ cell: Cell, kind: ColumnKind) {
    switch (cell, kind) {
    case (.null, .list): self = .list([])
    case (.null, _): self = .null
    case (.integer(let value), .bool): self = .bool(value != 0)
    case (.integer(let value), .money(_, let digits)):
      self = .decimal(DecimalText.string(value, scale: digits))
    case (.integer(let value), .decimal(let scale)):
      self = .decimal(DecimalText.string(value, scale: scale))
    case (.integer(let value), .percent):
      self = .decimal(DecimalText.string(value, scale: 2))
    case (.integer(let value), _): self = .integer(value)
    case (.text(let bytes), .list):
      self = .list(
        bytes.split(separator: UInt8(ascii: ",")).map { .text(String(decoding: $0, as: UTF8.self)) }
      )
    case (.text(let bytes), .instant): self = .instant(String(decoding: bytes, as: UTF8.self))
    case (.text(let bytes), .money), (.text(let bytes), .decimal), (.text(let bytes), .percent):
      self = .decimal(String(decoding: bytes, as: UTF8.self))
    case (.text(let bytes), _): self = .text(String(decoding: bytes, as: UTF8.self))
    }
  }
}
