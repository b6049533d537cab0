/// The approval that a stage may require of those who leave it forward.
///
/// Nothing decides about it yet, so it is given automatically; people are told so.
enum StageApproval {
  static func tell(_ stages: [String], session: Session) {
    for name in stages {
      session.note("'\(name)' requires approval: automatic, since there is no approval flow")
    }
  }
}
