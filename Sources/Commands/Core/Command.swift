import CRM
import CommandLineKit

/// A command: data that options and operands fill, and a thin run that calls the domain.
///
/// The type itself is the data; its stored properties hold the defaults.
package protocol Command: Sendable {
  static var spec: CommandSpec<Self> { get }

  /// Whether it writes a message with `--format mail`.
  static var writesMail: Bool { get }

  func run(in context: CommandContext) throws -> Outcome
}

extension Command {
  package static var writesMail: Bool { false }
}

/// What parsing a command line yields: something that runs.
package typealias Payload = @Sendable (CommandContext) throws -> Outcome

extension CommandEntry where Payload == Commands.Payload {
  /// The entry of a command type.
  init<C: Command>(_ command: C.Type, group: String = "", isHidden: Bool = false) {
    self.init(C.spec, group: group, isHidden: isHidden) { values in
      { context in
        if !C.writesMail { try context.refuseMail() }
        return try values.run(in: context)
      }
    }
  }

  /// The entry of a command made from data, such as a generic verb of a noun.
  init<C: Sendable>(
    _ spec: CommandSpec<C>, run: @escaping @Sendable (C, CommandContext) throws -> Outcome
  ) {
    self.init(spec) { values in
      { context in
        try context.refuseMail()
        return try run(values, context)
      }
    }
  }
}
