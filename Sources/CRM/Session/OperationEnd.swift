import Catalogue
import Store

/// What happens at the end of every operation, before it is written: the store is fitted to custom
/// fields that changed, rules act, and what has to hold of the configuration as a whole is checked.
enum OperationEnd {
  static func run(
    session: Session, in db: WriteTransaction, appliesRules: Bool = true
  ) throws {
    if db.hasTouched(CustomFields.table) { try CustomFields.changed(session: session, in: db) }
    try PipelineVersions.keep(session: session, in: db)
    if appliesRules { try SaveEffects(session: session, in: db).run() }
    // What is taken back was right before.
    guard db.request.undoes == nil else { return }
    if db.hasTouched(Noun.dict.table) || db.hasTouched(Noun.tag.table) {
      try DictChange.check(in: db)
    }
  }
}
