import ProgramTesting
import YAML

/// Edits that a person could make to an exported configuration.
struct RandomEdits {
  private var generator: SeededGenerator
  private var serial = 0

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
  }

  mutating func apply(to file: inout EditableConfiguration) {
    for _ in 0..<Int.random(in: 1...6, using: &generator) {
      switch Int.random(in: 0..<10, using: &generator) {
      case 0: addOption(&file)
      case 1: removeOption(&file)
      case 2: moveOptions(&file)
      case 3: editOption(&file)
      case 4: addTeam(&file)
      case 5: renameTeam(&file)
      case 6: addStage(&file)
      case 7: removeStage(&file)
      case 8: changeSetting(&file)
      default: addPool(&file)
      }
    }
    file.sort()
  }

  // MARK: Option lists

  private mutating func addOption(_ file: inout EditableConfiguration) {
    let list = freeList(file)
    let record = EditableConfiguration.Record(fields: [
      .init("key", .text(name("k"))), .init("label_en", .text(text())),
      .init("label_zh", .text(text())),
    ])
    let place = Int.random(in: 0...file.lists[list].entries.count, using: &generator)
    file.lists[list].entries.insert(record, at: place)
  }

  private mutating func removeOption(_ file: inout EditableConfiguration) {
    let list = freeList(file)
    guard file.lists[list].entries.count > 2 else { return }
    let gone = file.lists[list].entries.remove(at: index(file.lists[list].entries))
    let other = file.lists[list].entries[index(file.lists[list].entries)]
    let isNew = gone.title.hasPrefix("k-new")
    file.lists[list].replaced = file.lists[list].replaced.map {
      $0.new == gone.title ? ($0.old, other.title) : $0
    }
    if !isNew { file.lists[list].replaced.append((gone.title, other.title)) }
  }

  private mutating func moveOptions(_ file: inout EditableConfiguration) {
    file.lists[freeList(file)].entries.shuffle(using: &generator)
  }

  private mutating func editOption(_ file: inout EditableConfiguration) {
    let list = freeList(file)
    let entry = index(file.lists[list].entries)
    file.lists[list].entries[entry]["label_zh"] = text()
    let isActive = file.lists[list].entries[entry]["active"] == nil
    if isActive {
      file.lists[list].entries[entry].fields.append(.init("active", .literal("false")))
    }
  }

  /// A list whose entries have no kinds, which follow rules of their own.
  private mutating func freeList(_ file: EditableConfiguration) -> Int {
    let free = file.lists.indices.filter {
      !["customer.status", "tag.group"].contains(file.lists[$0].name)
    }
    return free[index(free)]
  }

  // MARK: Teams and pools

  private mutating func addTeam(_ file: inout EditableConfiguration) {
    guard let section = file.sections.firstIndex(where: { $0.name == "teams" }) else { return }
    var record = EditableConfiguration.Record(fields: [.init("name", .text(name("team")))])
    if let parent = file.sections[section].records.randomElement(using: &generator) {
      record.fields.append(.init("parent", .text(parent.title)))
    }
    file.sections[section].records.append(record)
  }

  private mutating func renameTeam(_ file: inout EditableConfiguration) {
    guard let section = file.sections.firstIndex(where: { $0.name == "teams" }),
      let team = file.sections[section].records.indices.randomElement(using: &generator)
    else { return }
    let old = file.sections[section].records[team].title
    let new = name("renamed")
    file.sections[section].records[team].fields[0].value = .text(new)
    if file.sections[section].records[team].renamedFrom == nil {
      file.sections[section].records[team].renamedFrom = old
    }
    for other in file.sections[section].records.indices
    where file.sections[section].records[other]["parent"] == old {
      file.sections[section].records[other]["parent"] = new
    }
  }

  private mutating func addPool(_ file: inout EditableConfiguration) {
    guard let section = file.sections.firstIndex(where: { $0.name == "pools" }) else { return }
    let priority = Int.random(in: 1...99, using: &generator)
    file.sections[section].records.append(
      EditableConfiguration.Record(fields: [
        .init("name", .text(name("pool"))), .init("priority", .literal(String(priority))),
        .init("claim_per_day", .literal("5")), .init("remark", .text(text())),
      ]))
  }

  // MARK: Stages

  private mutating func addStage(_ file: inout EditableConfiguration) {
    guard let section = file.sections.firstIndex(where: { $0.name == "pipelines" }) else { return }
    let probability = Int.random(in: 0...100, using: &generator)
    let record = EditableConfiguration.Record(fields: [
      .init("name", .text(name("s"))), .init("probability", .literal(String(probability))),
      .init("guide", .text(text() + "\n\n  " + text())),
    ])
    file.sections[section].records[0].stages?.insert(
      record, at: Int.random(in: 0...3, using: &generator))
  }

  private mutating func removeStage(_ file: inout EditableConfiguration) {
    guard let section = file.sections.firstIndex(where: { $0.name == "pipelines" }),
      var stages = file.sections[section].records[0].stages
    else { return }
    let open = stages.indices.filter { stages[$0]["kind"] == nil }
    guard open.count > 2, let place = open.randomElement(using: &generator) else { return }
    let gone = stages.remove(at: place)
    guard let other = stages.first(where: { $0["kind"] == nil }) else { return }
    file.sections[section].records[0].stages = stages
    var replaced = file.sections[section].records[0].replacedStages.map {
      $0.new == gone.title ? ($0.old, other.title) : $0
    }
    if !gone.title.hasPrefix("s-new") { replaced.append((gone.title, other.title)) }
    file.sections[section].records[0].replacedStages = replaced
  }

  // MARK: Settings

  private mutating func changeSetting(_ file: inout EditableConfiguration) {
    let setting = index(file.settings)
    let value: String
    switch file.settings[setting].key {
    case "customer.types":
      value = ["both", "enterprise"].randomElement(using: &generator) ?? "both"
    case "status.reversible": value = Bool.random(using: &generator) ? "true" : "false"
    case "score.band_a": value = String(Int.random(in: 40...100, using: &generator))
    case let key where key.hasPrefix("pool."):
      value = String(Int.random(in: 0..<40, using: &generator))
    case let key where key.hasSuffix(".number"):
      value = "N-{seq:\(Int.random(in: 1...9, using: &generator))}"
    default: value = String(Int.random(in: -20..<40, using: &generator))
    }
    file.settings[setting].value = .literal(value)
  }

  // MARK: Chance

  private mutating func index(_ items: [some Any]) -> Int {
    Int.random(in: 0..<items.count, using: &generator)
  }

  private mutating func name(_ kind: String) -> String {
    serial += 1
    return "\(kind)-new\(serial)"
  }

  /// Text with everything that could be taken for YAML.
  private mutating func text() -> String {
    let pieces = [
      "客户", "x", ": ", " #", "'", "\"", "{a}", "[b]", ", ", "- ", "&c", "*d", "yes", "~", "12",
      "\\",
    ]
    return "t"
      + (0..<Int.random(in: 0...5, using: &generator)).map { _ in
        pieces.randomElement(using: &generator) ?? ""
      }.joined() + "."
  }
}
