# Reports on a million opportunities with five million stage events; read by run.sh.

echo "generating opportunities, contracts, payments and follow-ups" >&2
unset CRM_NOW
export CRM_STORE=$work/sales
"$crm" init sales > /dev/null 2>&1
"$crm" import csv users.csv --into user 2> /dev/null
customers=$((rows / 5))
head -$((customers + 1)) first.csv > known.csv
"$crm" import csv known.csv --create-missing region 2> /dev/null
# sales NOUN COUNT OPTION…: imports so many generated records.
sales() {
  awk -v of="$1" -v count="$2" -v customers=$customers -f "$here/sales.awk" > sales.csv
  "$crm" import csv sales.csv --into "$1" --historic "${@:3}" 2> /dev/null
}
sales opportunity "$rows" --create-missing product,lost_reason
sales contract $customers
sales receivable $((customers * 2))
sales payment $((customers * 2))
sales activity "$rows"

# asked REPORT QUERY: its seconds, and the ratio against the query of somebody who wants the same to know.
asked() {
  local ours
  # shellcheck disable=SC2086
  ours=$(time_of "$crm" report $1)
  compare "report $1, in seconds" 2 "$ours" "1 0"
  [ -z "$2" ] || compare "report $1, against SQL" 2 "$ours" \
    "$(time_of sqlite3 -readonly sales/store.sqlite "$2")"
}
asked funnel "SELECT s.name, count(*), sum(o.amount), sum(o.amount * o.probability / 100),
    sum(o.amount IS NULL) FROM opportunity o JOIN stage s ON s.id = o.stage
  WHERE o.deleted_at IS NULL GROUP BY s.id"
asked "funnel --cohort" "SELECT s.name, count(*) FROM stage s JOIN (
    SELECT o.id, max(p.position) AS furthest FROM opportunity o
    JOIN stage_event e ON e.opportunity = o.id JOIN stage p ON p.id = e.to_stage AND p.kind = 'open'
    WHERE o.deleted_at IS NULL GROUP BY o.id) f ON f.furthest >= s.position
  WHERE s.kind = 'open' GROUP BY s.id"
asked forecast "SELECT month, count(*), sum(amount), sum(amount) FILTER (WHERE category = 'commit'),
    sum(amount) FILTER (WHERE category = 'best_case'), sum(amount) FILTER (WHERE category = 'pipeline'),
    sum(amount * probability / 100), sum(amount IS NULL), sum(expected_close < date()) FROM (
    SELECT o.*, substr(o.expected_close, 1, 7) AS month,
      ifnull(o.forecast_category, s.forecast_category) AS category
    FROM opportunity o JOIN stage s ON s.id = o.stage
    WHERE s.kind = 'open' AND o.deleted_at IS NULL) WHERE category <> 'omitted' GROUP BY 1"
asked win-loss "SELECT s.kind, count(*), sum(o.amount) FROM opportunity o JOIN stage s ON s.id = o.stage
  WHERE s.kind IN ('won', 'lost') AND o.deleted_at IS NULL GROUP BY 1"
asked stage-time "WITH stay AS MATERIALIZED (
    SELECT e.opportunity, e.to_stage, julianday(ifnull(lead(e.at) OVER (
        PARTITION BY e.opportunity ORDER BY e.at, e.id), datetime())) - julianday(e.at) AS days
    FROM opportunity o JOIN stage_event e ON e.opportunity = o.id WHERE o.deleted_at IS NULL),
  total AS (SELECT to_stage, sum(days) AS days FROM stay GROUP BY opportunity, to_stage),
  place AS (SELECT to_stage, days, row_number() OVER (PARTITION BY to_stage ORDER BY days) AS n,
    count(*) OVER (PARTITION BY to_stage) AS count FROM total)
  SELECT to_stage, count, max(days) FILTER (WHERE n = (count + 1) / 2),
    max(days) FILTER (WHERE n = (count * 9 + 9) / 10) FROM place GROUP BY 1"
asked won "SELECT substr(at, 1, 7), count(*), sum(amount), count(DISTINCT customer),
    sum(nth = 1), count(DISTINCT iif(nth > 1, customer, NULL)) FROM (
    SELECT *, row_number() OVER (PARTITION BY customer ORDER BY at) AS nth FROM (
      SELECT customer, signed AS at, amount FROM contract
      WHERE approval = 'approved' AND deleted_at IS NULL
      UNION ALL SELECT o.customer, o.closed_at, o.amount FROM opportunity o
      WHERE o.stage IN (SELECT id FROM stage WHERE kind = 'won') AND o.deleted_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM contract k WHERE k.opportunity = o.id AND k.deleted_at IS NULL)))
  GROUP BY 1"
asked contracts "SELECT substr(signed, 1, 7), count(*), sum(amount), count(DISTINCT customer),
    sum(received), sum(max(amount - received, 0)) FROM (
    SELECT k.*, ifnull(p.received, 0) AS received FROM contract k LEFT JOIN (
      SELECT contract, sum(amount) AS received FROM payment WHERE deleted_at IS NULL
      GROUP BY contract) p ON p.contract = k.id
    WHERE k.approval = 'approved' AND k.deleted_at IS NULL) GROUP BY 1"
asked payments "SELECT substr(p.received, 1, 7), count(*), sum(p.amount), count(DISTINCT k.customer)
  FROM payment p JOIN contract k ON k.id = p.contract WHERE p.deleted_at IS NULL GROUP BY 1"
asked products "SELECT product, count(DISTINCT id), sum(quantity), sum(subtotal),
    sum(amount) FILTER (WHERE nth = 1) FROM (
    SELECT o.id, o.amount, l.product, l.quantity, l.subtotal,
      row_number() OVER (PARTITION BY o.id, l.product ORDER BY l.id) AS nth
    FROM opportunity o JOIN opportunity_line l ON l.opportunity = o.id
    WHERE o.stage IN (SELECT id FROM stage WHERE kind = 'won') AND o.deleted_at IS NULL) GROUP BY 1"
asked activity "SELECT created_by, count(*), count(DISTINCT customer), count(DISTINCT lead),
    sum(customer IS NOT NULL AND nth = 1) FROM (
    SELECT *, row_number() OVER (PARTITION BY customer ORDER BY at, id) AS nth FROM activity
    WHERE deleted_at IS NULL) GROUP BY 1"
# No payment is meant for a receivable: the oldest due is paid first.
asked receivables "SELECT k.owner, count(*), sum(r.amount), sum(r.paid), sum(r.amount - r.paid),
    sum(r.amount - r.paid) FILTER (WHERE r.due < date()),
    sum(r.amount - r.paid) FILTER (WHERE r.due < date('now', '-90 days')) FROM (
    SELECT *, max(min(received - upto + amount, amount), 0) AS paid FROM (
      SELECT r.*, ifnull(p.received, 0) AS received, sum(r.amount) OVER (
          PARTITION BY r.contract ORDER BY r.due, r.number ROWS UNBOUNDED PRECEDING) AS upto
      FROM receivable r LEFT JOIN (SELECT contract, sum(amount) AS received FROM payment
        WHERE deleted_at IS NULL GROUP BY contract) p ON p.contract = r.contract
      WHERE r.deleted_at IS NULL)) r JOIN contract k ON k.id = r.contract GROUP BY 1"
asked sources "WITH deal AS (
    SELECT customer, NULL AS source, amount FROM contract
    WHERE approval = 'approved' AND deleted_at IS NULL
    UNION ALL SELECT o.customer, o.source, o.amount FROM opportunity o
    WHERE o.stage IN (SELECT id FROM stage WHERE kind = 'won') AND o.deleted_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM contract k WHERE k.opportunity = o.id AND k.deleted_at IS NULL))
  SELECT source, sum(customers), sum(opportunities), sum(deals), sum(amount), sum(converted) FROM (
    SELECT source, count(*) AS customers, 0 AS opportunities, 0 AS deals, 0 AS amount,
      sum(id IN (SELECT customer FROM deal)) AS converted
    FROM customer WHERE deleted_at IS NULL GROUP BY 1
    UNION ALL SELECT ifnull(o.source, c.source), 0, count(*), 0, 0, 0
    FROM opportunity o JOIN customer c ON c.id = o.customer WHERE o.deleted_at IS NULL GROUP BY 1
    UNION ALL SELECT ifnull(d.source, c.source), 0, 0, count(*), sum(d.amount), 0
    FROM deal d JOIN customer c ON c.id = d.customer GROUP BY 1) GROUP BY 1"
for report in cycle ranking journey scores classification quality pool; do
  asked "$report" ""
done
"$crm" dashboard add morning funnel forecast win-loss ranking contracts receivables 2> /dev/null
compare "dashboard of six, in seconds" 3 "$(time_of "$crm" dashboard morning)" "1 0"
