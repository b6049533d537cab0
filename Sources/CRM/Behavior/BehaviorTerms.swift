/// What a behavior is worth and how long, kept with every event.
enum BehaviorTerms {
  /// The columns that `behavior` and `behavior_event` share.
  static let columns = ["points", "max_per_day", "half_life"]
}
