import CRM
import Catalogue
import Tabular
import Values

/// What a command runs in: its session, the global options, the surroundings.
package final class CommandContext {
  package let session: Session
  package let globals: GlobalOptions
  package let environment: Environment

  init(session: Session, globals: GlobalOptions, environment: Environment) {
    self.session = session
    self.globals = globals
    self.environment = environment
  }

  package var language: Language { session.language }

  /// Refuses `--format mail` before anything happens: most commands have nobody to write to.
  func refuseMail() throws {
    if globals.format == .mail { throw MailRefusal.error }
  }

  /// Whether people will read the output in a terminal, as far as the command needs to know.
  package var isOutputTerminal: Bool {
    environment.isOutputTerminal && globals.output == nil && globals.format == nil
  }
}
