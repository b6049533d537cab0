import CRM
import Catalogue
import CommandLineKit
import Glibc
import Store
import Tabular
import Values

/// One run of the program: arguments in, exit code out.
package struct Application {
  package static let version = "0.1.0"

  private var environment: Environment
  private let messages: ByteOutput
  /// Kept until the process ends: see `LiveProcess.run`.
  private var context: CommandContext?

  package init(_ environment: Environment) {
    self.environment = environment
    messages = ByteOutput(sink: environment.error, bufferSize: 4096)
  }

  /// Parses, runs and renders; every error ends here as a message and an exit code.
  package mutating func run() -> ExitCode {
    var globals = GlobalOptions()
    // Who asked for JSON gets it also when something else on the command line is wrong.
    if environment.arguments.prefix(while: { $0.bytes != Array("--".utf8) })
      .contains(where: { $0.bytes == Array("--json".utf8) })
    {
      globals.format = .json
    }
    do {
      switch try parse() {
      case .help(let page):
        try write(page.text(width: environment.terminalWidth ?? 80) + "\n")
        return .done
      case .version:
        try write("crm \(Self.version)\n")
        return .done
      case .run(let options, let payload):
        globals = options
        try globals.refuseUnwritableFile()
        if let directory = globals.directory { try enter(directory) }
        let context = try makeContext(globals)
        self.context = context
        let code = try OutcomeRenderer(context: context, messages: messages)
          .render(try payload(context))
        runHooks(context)
        return code
      }
    } catch {
      return report(error, globals)
    }
  }

  /// Runs the hooks that the command set off, now that its change is saved and told.
  ///
  /// Whatever happens to them does not make the command fail: they stay in the outbox.
  private func runHooks(_ context: CommandContext) {
    guard let operation = context.session.operationWithHooks, context.globals.runsHooks,
      environment.variable("CRM_NO_HOOKS") == nil
    else { return }
    do {
      try HookDispatch(context).deliverOwn(of: operation)
    } catch {
      let reason = (error as? UserError)?.message ?? "\(error)"
      context.session.note("warning: hooks wait for 'crm hook deliver': \(reason)")
    }
  }

  /// Understands the command line; the store is asked for its custom fields only about an option
  /// that the program itself does not know.
  private func parse() throws -> CommandLineKit.Invocation<GlobalOptions, Payload> {
    do {
      return try CommandRegistry.tree.parse(environment.arguments)
    } catch let error as UserError where error.code == UserError.unknownOption {
      guard let catalogue = try StoreCatalogue.find(in: environment) else { throw error }
      return try CommandRegistry.tree(of: catalogue).parse(environment.arguments)
    }
  }

  private func makeContext(_ globals: GlobalOptions) throws -> CommandContext {
    let directory = try StoreLocation.find(globals, in: environment)
    var invocation = CRM.Invocation(
      now: environment.now, systemAccount: environment.systemAccount, storeDirectory: directory)
    invocation.arguments = ["crm"] + environment.arguments.map(\.description)
    invocation.asUser = globals.asUser ?? environment.variable("CRM_USER")
    invocation.message = globals.message
    invocation.isDryRun = globals.isDryRun
    invocation.isReadOnly = globals.isReadOnly
    invocation.processID = environment.processID
    invocation.language = language
    invocation.isForPeople = [.table, .md].contains(
      globals.format(piped: .tsv, isTerminal: environment.isOutputTerminal))
    invocation.displayZone = environment.variable("CRM_TZ")
    if let seconds = globals.lockTimeout {
      guard (0...86_400).contains(seconds) else {
        throw UserError(.usage, "--lock-timeout takes 0 to 86400 seconds")
      }
      invocation.lockTimeout = seconds * 1000
    }
    invocation.hookDepth = environment.variable("CRM_HOOK_DEPTH").flatMap(Int.init) ?? 0
    if let text = environment.variable("CRM_NOW") {
      let zone = try Zone(identifier: invocation.displayZone ?? "UTC")
      invocation.now = try DateWords.instant(text, now: environment.now, zone: zone).value
      invocation.isClockSet = true
    }
    let isQuiet = globals.isQuiet
    let session = Session(invocation) { [messages] text in
      if !isQuiet { Self.say("crm: \(text)", to: messages) }
    }
    if globals.isVerbose {
      session.note("store \(directory), user \(invocation.asUser ?? invocation.systemAccount)")
    }
    return CommandContext(session: session, globals: globals, environment: environment)
  }

  /// `CRM_LANG`, then the locale of messages.
  private var language: Language {
    let name =
      environment.variable("CRM_LANG") ?? environment.variable("LC_ALL")
      ?? environment.variable("LC_MESSAGES") ?? environment.variable("LANG") ?? ""
    return name.hasPrefix("zh") ? .chinese : .english
  }

  private mutating func enter(_ directory: FilePath) throws {
    guard directory.withCString({ chdir($0) }) == 0 else {
      throw UserError(
        .noInput, "cannot enter the directory '\(directory)': \(String(cString: strerror(errno)))")
    }
    if let path = getcwd(nil, 0) {
      environment.workingDirectory = String(cString: path)
      free(path)
    }
  }

  private func write(_ text: String) throws {
    let output = ByteOutput(sink: environment.output)
    try output.write(text)
    try output.finish()
  }

  // MARK: Errors

  private func report(_ error: any Error, _ globals: GlobalOptions) -> ExitCode {
    let several = error as? UserErrors
    let failure = several?.conclusion ?? error as? UserError ?? UserError.bug("\(error)")
    for finding in several?.findings ?? [] {
      ErrorReport(finding).write(
        to: messages, asJSON: globals.format == .json || globals.format == .ndjson)
    }
    // Whoever leaves the pager early has seen enough.
    if failure.exit == .closedPipe, environment.isOutputTerminal { return .done }
    // A reader that went away knows it; a message would only disturb.
    if failure.exit != .closedPipe {
      ErrorReport(failure).write(
        to: messages, asJSON: globals.format == .json || globals.format == .ndjson)
    }
    return failure.exit
  }

  static func say(_ text: String, to messages: ByteOutput) {
    // There is nobody left to tell when standard error cannot be written.
    try? messages.write(TerminalText.escaped(text) + "\n")
    try? messages.flush()
  }
}
