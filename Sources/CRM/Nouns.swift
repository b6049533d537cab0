import Catalogue

extension Catalogue {
  /// The nouns that are built in.
  package static let builtIn = Catalogue([
    .customer, .contact, .lead, .activity, .task, .pool, .opportunity, .pipeline, .stage, .product,
    .category,
    .user, .team, .role, .view, .dict, .customField, .form, .behavior, .rule, .tag, .recycleRule,
    .recyclePause, .poolLimit,
    .classification, .dedupeRule, .assignRule, .dashboard, .notification, .share,
  ])
}
