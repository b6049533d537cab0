import CommandLineKit

/// What the commands of the sample become; `Equatable`, so that a table can state it.
enum SamplePayload: Sendable, Equatable {
  case list(CustomerList)
  case add(CustomerAdd)
  case claim(PoolClaim)
  case importFile(ImportFile)
  case alias(String)
  case aliasAdd(String)
}

struct SampleGlobals: Sendable, Equatable {
  var store: FilePath?
  var format = SampleFormat.table
  var fields: [String] = []
  var limit: Int?
  var isQuiet = false
  var isVerbose = false
  var usesPager = true
}

enum SampleFormat: String, ChoiceValue {
  case table, json, csv
}

struct CustomerList: Sendable, Equatable {
  var wheres: [String] = []
  var isShared: Bool?
}

struct CustomerAdd: Sendable, Equatable {
  var name: String?
  var fields: [String] = []
}

struct PoolClaim: Sendable, Equatable {
  var customers: [String] = []
  var next: Int?
  var reason: String?
  var amount: Int64 = 0
  var isForced = false
}

struct ImportFile: Sendable, Equatable {
  var noun: String?
  var files: [FilePath] = []
  var note: String?
}

struct AliasName: Sendable, Equatable {
  var name: String?
}

/// A small command line with every kind of declaration.
enum SampleTree {
  static let tree = CommandTree(
    program: "crm", summary: "A small sample", globals: globals, entries: entries,
    contextOptions: ["store"], topics: { [exitCodes] })

  static let globals = OptionGroup(
    initial: SampleGlobals(),
    arguments: [
      .option("store", value: "PATH", \.store, "Use the store at PATH", completion: .directory),
      .option("format", short: "O", value: "FORMAT", \.format, "Write output in this format"),
      .option(
        "fields", short: "F", value: "NAMES", \.fields, "Show only these fields",
        completion: .dynamic("field"), separatesAtCommas: true),
      .option("limit", value: "N", \.limit, "Show at most N rows"),
      .flag("quiet", short: "q", \.isQuiet, "Say only what went wrong"),
      .flag("verbose", short: "v", \.isVerbose, "Say more"),
      .flag("pager", \.usesPager, "Show long output directly"),
    ],
    conflicts: [["quiet", "verbose"]])

  static let entries: [CommandEntry<SamplePayload>] = [
    CommandEntry(
      noun: "customer", aliases: ["cust"], summary: "Companies and people you sell to",
      discussion: "A customer is owned by one user or lies in one pool.", group: "Sales"),
    CommandEntry(customerList) { .list($0) },
    CommandEntry(
      "customer", "add", summary: "Add a customer",
      make: { ParsableCommand(customerAdd) { .add($0) } }),
    CommandEntry(noun: "pool", summary: "Customers without an owner", group: "Sales"),
    CommandEntry(poolClaim) { .claim($0) },
    CommandEntry(importFile, group: "Data") { .importFile($0) },
    CommandEntry(aliasList, group: "Data") { .alias($0.name ?? "") },
    CommandEntry(aliasAdd) { .aliasAdd($0.name ?? "") },
  ]

  static let customerList = CommandSpec(
    "customer", "list", aliases: ["ls"], summary: "List customers", initial: CustomerList(),
    arguments: [
      .option(
        "where", short: "w", value: "CONDITION", \.wheres, "Only what the condition holds for"),
      .flag("shared", \.isShared, "Only customers that are shared, or that are not"),
    ])

  static let customerAdd = CommandSpec(
    "customer", "add", summary: "Add a customer", initial: CustomerAdd(),
    arguments: [
      .option("name", aliases: ["title"], value: "TEXT", \.name, "The name of the company"),
      .option(
        name: "owner", value: "USER", help: "The owner", completion: .dynamic("user"),
        section: "Fields", apply: { $0.fields.append("owner=\(try $1.string())") }),
      .flag(
        name: "vip", help: "A very important customer", section: "Fields",
        apply: { $0.fields.append("vip=\($1)") }),
    ],
    hasDynamicOptions: true,
    examples: [Example("crm customer add --name 'Acme Corp'", "Add a customer with a name")],
    resolve: { name in
      guard name == "industry" else { return nil }
      return .option(
        name: name, value: "TEXT", help: "Custom",
        apply: { $0.fields.append("industry=\(try $1.string())") })
    })

  static let poolClaim = CommandSpec(
    "pool", "claim", summary: "Take customers out of a pool and own them",
    discussion: """
      Several people can claim at the same moment. One of them wins; the others are told who did.

        crm pool claim --next 5

      A limit of the pool is never exceeded.
      """,
    initial: PoolClaim(),
    arguments: [
      .operand("CUSTOMER", \.customers, "Customers to claim", completion: .dynamic("customer")),
      .option("next", short: "n", value: "N", \.next, "Claim the N longest waiting customers"),
      .option("reason", value: "TEXT", \.reason, "Why; it is kept in the history"),
      .option("amount", value: "AMOUNT", \.amount, "An amount"),
      .flag("force", short: "f", \.isForced, "Claim against the rules"),
    ],
    conflicts: [["next", "CUSTOMER"]],
    examples: [
      Example("crm pool claim --next 5", "Take the five customers that wait longest"),
      Example("crm pool claim 'O''Neill' -n 1", "Quote what the shell would change"),
    ],
    seeAlso: ["crm-exit-codes(7)", "crm customer list"])

  static let importFile = CommandSpec(
    "import", summary: "Read records from files", initial: ImportFile(),
    arguments: [
      .operand(
        "NOUN", \.noun, "What the file holds", isRequired: true,
        completion: .choices(["customer", "contact"])),
      .operand("FILE", \.files, "Files to read; - is standard input", isRequired: true),
      .option("note", value: "文本", \.note, "导入说明，写进历史记录"),
    ])

  static let aliasList = CommandSpec(
    "alias", summary: "Show the aliases", initial: AliasName(),
    arguments: [.operand("NAME", \.name, "The alias to show")])

  static let aliasAdd = CommandSpec(
    "alias", "add", summary: "Add an alias", initial: AliasName(),
    arguments: [.operand("NAME", \.name, "The alias to add", isRequired: true)])

  static let exitCodes = ManTopic(
    name: "crm-exit-codes", section: 7, summary: "What the exit codes mean",
    parts: [
      .init(
        "Codes",
        [
          .paragraph("Each code has one meaning everywhere. Scripts may rely on it."),
          .definitions([.init("0", "Done."), .init("2", "A usage error.")]),
        ]),
      .init(
        "Examples",
        [
          .list([".first line starts with a dot", "'quoted' and back\\slash -- and --dash"]),
          .table(header: ["code", "名称"], rows: [["0", "完成"], ["141", "closed pipe"]]),
          .code([".TH", "crm check || echo \"$?\""]),
        ]),
    ])
}
