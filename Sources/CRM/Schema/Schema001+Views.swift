extension Schema001 {
  /// The stable SQL surface for users' own queries: one view per noun that is worth one.
  static let views = viewQueries.map { "CREATE VIEW v_\($0.noun) AS\n\($0.query);" }
    .joined(separator: "\n")

  /// The queries of the views, each with the record's `id` as its first column.
  static let viewQueries: [(noun: String, query: String)] = [
    (
      "customer",
      """
      SELECT c.id, c.type, c.name, c.short_name, c.uscc, c.status, c.source, c.level, c.kind,
        c.industry, c.region, c.address, c.phone, c.email, c.website, c.wechat,
        parent.name AS parent, c.credit_grade, c.next_follow_up, c.remark,
        owner.login AS owner, team.name AS team, pool.name AS pool, c.held_since, c.origin,
        c.external_id, c.created_at, c.updated_at
      FROM customer c
      LEFT JOIN customer parent ON parent.id = c.parent
      LEFT JOIN "user" owner ON owner.id = c.owner
      LEFT JOIN team ON team.id = owner.team
      LEFT JOIN pool ON pool.id = c.pool
      WHERE c.deleted_at IS NULL
      """
    ),
    (
      "contact",
      """
      SELECT t.id, t.customer AS customer_id, c.name AS customer, t.name, t.phone, t.email, t.wechat,
        t.department, t.position, t.address, t.decision_maker, t."primary", t.created_at
      FROM contact t JOIN customer c ON c.id = t.customer
      WHERE t.deleted_at IS NULL
      """
    ),
    (
      "lead",
      """
      SELECT l.id, l.name, l.company, l.department, l.position, l.phone, l.mobile, l.email, l.wechat,
        l.address, l.source, l.industry, l.region, l.status, l.disqualify_reason,
        l.disqualify_note, l.next_follow_up, l.remark, owner.login AS owner, team.name AS team,
        pool.name AS pool, l.held_since, l.origin, l.converted_at,
        l.converted_customer AS customer_id, l.converted_contact AS contact_id,
        l.converted_opportunity AS opportunity_id, l.external_id, l.created_at, l.updated_at
      FROM lead l
      LEFT JOIN "user" owner ON owner.id = l.owner
      LEFT JOIN team ON team.id = owner.team
      LEFT JOIN pool ON pool.id = l.pool
      WHERE l.deleted_at IS NULL
      """
    ),
    (
      "opportunity",
      """
      SELECT o.id, o.name, o.customer AS customer_id, c.name AS customer, p.name AS pipeline,
        s.name AS stage, s.kind AS stage_kind, s.position AS stage_position, o.amount,
        o.probability, o.expected_close, o.closed_at, owner.login AS owner, team.name AS team,
        o.source, o.competitor, o.lost_reason, o.external_id, o.created_at
      FROM opportunity o
      JOIN customer c ON c.id = o.customer
      JOIN pipeline p ON p.id = o.pipeline
      JOIN stage s ON s.id = o.stage
      LEFT JOIN "user" owner ON owner.id = o.owner
      LEFT JOIN team ON team.id = owner.team
      WHERE o.deleted_at IS NULL
      """
    ),
    (
      "stage_event",
      """
      SELECT e.id, e.opportunity AS opportunity_id, o.name AS opportunity, f.name AS from_stage,
        t.name AS to_stage, t.kind AS to_kind, e.at, mover.login AS "by", e.amount, e.probability
      FROM stage_event e
      JOIN opportunity o ON o.id = e.opportunity
      LEFT JOIN stage f ON f.id = e.from_stage
      JOIN stage t ON t.id = e.to_stage
      LEFT JOIN "user" mover ON mover.id = e."by"
      WHERE o.deleted_at IS NULL
      """
    ),
    (
      "activity",
      """
      SELECT a.id, a.customer AS customer_id, c.name AS customer, t.name AS contact,
        a.opportunity AS opportunity_id, a.lead AS lead_id, l.name AS lead, a.method, a.at, a.note, author.login AS author,
        a.created_at AS recorded_at
      FROM activity a
      LEFT JOIN customer c ON c.id = a.customer
      LEFT JOIN contact t ON t.id = a.contact
      LEFT JOIN lead l ON l.id = a.lead
      LEFT JOIN "user" author ON author.id = a.created_by
      WHERE a.deleted_at IS NULL
      """
    ),
    (
      "task",
      """
      SELECT t.id, t.title, t.customer AS customer_id, c.name AS customer, p.name AS contact,
        t.opportunity AS opportunity_id, t.lead AS lead_id, u.login AS assignee, t.due, t.priority, t.state, t.note,
        t.done_at, d.login AS done_by, t.outcome, t.external_id, t.created_at
      FROM task t
      JOIN "user" u ON u.id = t.assignee
      LEFT JOIN customer c ON c.id = t.customer
      LEFT JOIN contact p ON p.id = t.contact
      LEFT JOIN "user" d ON d.id = t.done_by
      WHERE t.deleted_at IS NULL
      """
    ),
    (
      "user",
      """
      SELECT u.id, u.login, u.name, u.email, u.phone, t.name AS team, m.login AS manager, u.active
      FROM "user" u LEFT JOIN team t ON t.id = u.team LEFT JOIN "user" m ON m.id = u.manager
      WHERE u.deleted_at IS NULL
      """
    ),
    (
      "product",
      """
      SELECT p.id, p.code, p.name, c.name AS category, p.unit, p.list_price, p.cost, p.active
      FROM product p LEFT JOIN category c ON c.id = p.category
      WHERE p.deleted_at IS NULL
      """
    ),
  ]
}
