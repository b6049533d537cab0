import Catalogue

extension Catalogue {
  /// The nouns that are built in.
  package static let builtIn = Catalogue([
    .customer, .contact, .lead, .activity, .task, .ticket, .target, .pool, .opportunity,
    .contactRole,
    .pipeline, .stage, .checklistItem, .product, .category, .quote, .contract, .receivable,
    .payment, .expense,
    .user, .team, .role, .view, .dict, .customField, .form, .behavior, .rule, .tag, .recycleRule,
    .recyclePause, .poolLimit,
    .classification, .dedupeRule, .assignRule, .dashboard, .notification, .share, .attachment,
  ])
}
