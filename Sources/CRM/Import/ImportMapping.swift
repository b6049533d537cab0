import Catalogue
import Values

/// Which column of a file becomes what, from its header and the options.
struct ImportMapping {
  /// In the order of the file, constants behind it.
  private(set) var columns: [ImportColumn] = []
  /// Columns of the file that become nothing.
  private(set) var unmapped: [String] = []

  /// Columns that a file of rejected rows has besides the original ones.
  static let rejectColumns = ["_line", "_column", "_code", "_message"]

  private let targets: ImportTargets
  private let options: ImportOptions

  /// `file` is the name that errors about the header give.
  init(
    header: [String], of file: String, targets: ImportTargets, options: ImportOptions,
    mayBeEmpty: Bool = false
  ) throws {
    self.targets = targets
    self.options = options
    let constants = try assignments(options.constants, option: "--set")
    let explicit = try explicitTargets(header)
    for name in explicit.values.compactMap({ $0 })
    where constants.contains(where: { $0.name == name }) {
      throw UserError(.usage, "--map and --set both give \(name)")
    }
    let taken = Set(explicit.values.compactMap { $0 } + constants.map(\.name))
    let guessed = try guessedTargets(header, explicit: explicit, taken: taken)
    for (position, title) in header.enumerated() {
      let name = explicit[position] ?? guessed[position]
      if let name = name ?? nil {
        let target = try targets.target(named: name)
        columns.append(ImportColumn(name: target.name, target: target.target, position: position))
      } else if explicit[position] == nil, !title.isEmpty, !Self.rejectColumns.contains(title) {
        unmapped.append(title)
      }
    }
    columns += constants
    try addFallbacks()
    try addReplacements(header)
    try addCreation()
    if options.extra == .error, let first = unmapped.first {
      throw UserError(
        .badData, "the column '\(first)' stands for no field of \(targets.noun.name)",
        code: "E_COLUMN", location: .init(file: file, line: 1),
        hints: ["--map '\(first)=FIELD' names one; '\(first)=' leaves it out"])
    }
    if columns.isEmpty, !mayBeEmpty {
      throw UserError(
        .badData, "no column of the file stands for a field of \(targets.noun.name)",
        code: "E_COLUMN", location: .init(file: file, line: 1),
        hints: ["--into names another noun", "--map 'Column=field' says what a column is"])
    }
  }

  // MARK: Columns

  /// What `--map` says, by position; a nil target leaves the column out.
  private func explicitTargets(_ header: [String]) throws -> [Int: String?] {
    var found: [Int: String?] = [:]
    for map in options.maps {
      guard let position = Self.position(of: map.column, in: header) else {
        throw UserError(
          .usage, "the file has no column '\(map.column)'",
          hints: [NearestNames.hint(for: map.column, among: header)].compactMap { $0 }
            + ["its columns: \(header.joined(separator: ", "))"])
      }
      let name = try map.target.map { try targets.target(named: $0).name }
      if let name, let other = found.first(where: { $0.value == name }), other.key != position {
        throw UserError(
          .usage, "'\(header[other.key])' and '\(header[position])' are both mapped to \(name)")
      }
      found[position] = .some(name)
    }
    return found
  }

  /// What the names of the other columns say by themselves.
  private func guessedTargets(
    _ header: [String], explicit: [Int: String?], taken: Set<String>
  ) throws -> [Int: String] {
    var best: [String: (rank: Int, position: Int)] = [:]
    for (position, title) in header.enumerated()
    where explicit[position] == nil && !title.isEmpty && !Self.rejectColumns.contains(title) {
      guard let (rank, name) = targets.match(title), !taken.contains(name) else { continue }
      if let other = best[name], other.rank == rank {
        throw UserError(
          .usage, "'\(header[other.position])' and '\(title)' could both be \(name)",
          hints: ["--map '\(title)=\(name)' says which; --map '\(title)=' leaves one out"])
      }
      if best[name].map({ rank < $0.rank }) ?? true { best[name] = (rank, position) }
    }
    var found: [Int: String] = [:]
    for (name, place) in best { found[place.position] = name }
    // Without its name a companion is none.
    if let companion = targets.companion {
      let names = Set(best.keys).union(taken)
      if !names.contains("\(companion.name).\(companion.titleField)") {
        found = found.filter { !$0.value.hasPrefix("\(companion.name).") }
      }
    }
    return found
  }

  private static func position(of name: String, in header: [String]) -> Int? {
    if let exact = header.firstIndex(of: name) { return exact }
    let key = NameKey.key(of: name)
    let near = header.indices.filter { NameKey.key(of: header[$0]) == key }
    return near.count == 1 ? near.first : nil
  }

  // MARK: Values

  private func assignments(
    _ assignments: [ImportOptions.Assignment], option: String
  ) throws -> [ImportColumn] {
    var columns: [ImportColumn] = []
    for assignment in assignments {
      let (name, target) = try targets.target(named: assignment.target)
      guard !columns.contains(where: { $0.name == name }) else {
        throw UserError(.usage, "\(option) gives \(name) twice")
      }
      columns.append(ImportColumn(name: name, target: target, fallback: assignment.text))
    }
    return columns
  }

  private mutating func addFallbacks() throws {
    for fallback in try assignments(options.defaults, option: "--default") {
      if let index = columns.firstIndex(where: { $0.name == fallback.name }) {
        guard columns[index].position != nil else {
          throw UserError(.usage, "--set and --default both give \(fallback.name)")
        }
        columns[index].fallback = fallback.fallback
      } else {
        columns.append(fallback)
      }
    }
  }

  private mutating func addReplacements(_ header: [String]) throws {
    for replacement in options.replacements {
      let index = try columnIndex(replacement.target, header: header, option: "--value")
      columns[index].replacements[TrimmedBytes.trimmed(replacement.text)] =
        replacement.replacement
    }
  }

  private mutating func addCreation() throws {
    for name in options.createsMissing {
      let index = try columnIndex(name, header: [], option: "--create-missing")
      guard MissingRecords.canCreate(columns[index].target.field) else {
        throw UserError(
          .usage, "--create-missing \(name): values of \(columns[index].name) cannot be created",
          hints: ["it creates options, and records that need nothing but a name"])
      }
      columns[index].createsMissing = true
    }
  }

  /// The column of a target, which may also be named by its title in the file.
  private func columnIndex(_ name: String, header: [String], option: String) throws -> Int {
    if let position = header.firstIndex(of: name),
      let index = columns.firstIndex(where: { $0.position == position })
    {
      return index
    }
    let target = try targets.target(named: name).name
    guard let index = columns.firstIndex(where: { $0.name == target }) else {
      throw UserError(
        .usage, "\(option) names \(target), but no column and no --default or --set gives it")
    }
    return index
  }
}
