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
        o.probability, iif(s.kind = 'open', ifnull(o.forecast_category, s.forecast_category),
          s.forecast_category) AS forecast_category, o.expected_close, o.closed_at, owner.login AS owner, team.name AS team,
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
      "contract",
      """
      SELECT k.id, k.number, k.name, k.customer AS customer_id, c.name AS customer,
        k.opportunity AS opportunity_id, k.type, k.status, k.approval, k.amount, k.signed, k.start,
        k."end", owner.login AS owner, team.name AS team, k.approved_at, k.voided_at, k.void_reason,
        ifnull((SELECT sum(p.amount) FROM payment p
          WHERE p.contract = k.id AND p.deleted_at IS NULL), 0) AS received,
        k.remark, k.external_id, k.created_at
      FROM contract k
      JOIN customer c ON c.id = k.customer
      LEFT JOIN "user" owner ON owner.id = k.owner
      LEFT JOIN team ON team.id = owner.team
      WHERE k.deleted_at IS NULL
      """
    ),
    (
      "receivable",
      """
      SELECT b.id, r.name, b.contract AS contract_id, k.number AS contract,
        k.customer AS customer_id, c.name AS customer, k.approval, owner.login AS owner, b.number,
        b.due, b.amount, b.paid,
        iif(k.approval = 'approved', b.amount - b.paid, 0) AS outstanding,
        r.remark, r.external_id, r.created_at
      FROM (\(ReceivableBalance.view.text)) b
      JOIN receivable r ON r.id = b.id
      JOIN contract k ON k.id = b.contract
      JOIN customer c ON c.id = k.customer
      LEFT JOIN "user" owner ON owner.id = k.owner
      """
    ),
    (
      "payment",
      """
      SELECT p.id, p.number, p.contract AS contract_id, k.number AS contract,
        k.customer AS customer_id, c.name AS customer, k.approval, owner.login AS owner,
        p.receivable AS receivable_id, p.amount, p.received, p.method, p.reason, p.note,
        p.external_id, p.created_at
      FROM payment p
      JOIN contract k ON k.id = p.contract
      JOIN customer c ON c.id = k.customer
      LEFT JOIN "user" owner ON owner.id = k.owner
      WHERE p.deleted_at IS NULL
      """
    ),
    (
      "expense",
      """
      SELECT e.id, e.source, e.day, e.amount, e.note, e.external_id, e.created_at
      FROM expense e
      WHERE e.deleted_at IS NULL
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
      "ticket",
      """
      SELECT t.id, t.title, t.customer AS customer_id, c.name AS customer, p.name AS contact,
        t.contract AS contract_id, t.kind, t.priority, u.login AS assignee, t.due, t.description, t.state, t.resolved_at, t.closed_at,
        t.external_id, t.created_at
      FROM ticket t
      JOIN customer c ON c.id = t.customer
      LEFT JOIN contact p ON p.id = t.contact
      LEFT JOIN "user" u ON u.id = t.assignee
      WHERE t.deleted_at IS NULL
      """
    ),
    (
      "attachment",
      """
      SELECT a.id, a.name, a.customer AS customer_id, a.contact AS contact_id, a.lead AS lead_id,
        a.opportunity AS opportunity_id, a.activity AS activity_id, a.task AS task_id,
        a.ticket AS ticket_id, a.contract AS contract_id, a.product AS product_id, a.bytes, a.sha256, u.login AS created_by,
        a.created_at
      FROM attachment a LEFT JOIN "user" u ON u.id = a.created_by
      WHERE a.deleted_at IS NULL
      """
    ),
    (
      "target",
      """
      SELECT t.id, t.metric, u.login AS "user", m.name AS team, t.period, t.tier, t.amount, t.count,
        t.external_id, t.created_at
      FROM target t
      LEFT JOIN "user" u ON u.id = t."user"
      LEFT JOIN team m ON m.id = t.team
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
      "quote",
      """
      SELECT q.id, q.number, q.version, q.customer AS customer_id, c.name AS customer,
        q.opportunity AS opportunity_id, o.name AS opportunity, t.name AS contact, q.state,
        \(QuoteStatus.subtotal("q").text) AS subtotal, q.discount, q.discount_amount,
        \(QuoteStatus.total("q").text) AS total, q.valid_until, owner.login AS owner,
        q.submitted_at, q.approved_at, q.sent_at, q.decided_at, q.external_id, q.created_at
      FROM quote q
      JOIN customer c ON c.id = q.customer
      LEFT JOIN opportunity o ON o.id = q.opportunity
      LEFT JOIN contact t ON t.id = q.contact
      LEFT JOIN "user" owner ON owner.id = q.owner
      WHERE q.deleted_at IS NULL
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
