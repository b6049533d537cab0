# Recycling all customers of run.sh, which reads this file: against the limit of ten seconds, and against
# sqlite3 doing the same in as few statements as its tables allow: it finds who is due by five rules,
# writes an event and a row of history for each, moves them, and lists them.

# days N: the instant before which something is more than N days old.
days() { echo "strftime('%Y-%m-%dT%H:%M:%SZ', '$later', '-$1 days')"; }

# latest TIME TABLE CONDITION: when the last event of the customer's present tenure was.
latest() {
  echo "ifnull((SELECT max($1) FROM $2 WHERE $3 AND $1 > c.held_since), '')"
}

won="t.deleted_at IS NULL AND t.closed_at IS NOT NULL
  AND t.stage IN (SELECT id FROM stage WHERE kind = 'won')
  AND NOT EXISTS (SELECT 1 FROM contract k WHERE k.opportunity = t.id AND k.deleted_at IS NULL)"
approved="t.approval = 'approved' AND t.deleted_at IS NULL"
cat > recycle.sql << END
BEGIN IMMEDIATE;
CREATE TEMP TABLE due (id INTEGER PRIMARY KEY, owner, since, rules, rule, anchor);
INSERT INTO due SELECT id, owner, held_since, '[' || rtrim(fired, ',') || ']', CAST(fired AS INTEGER),
    CASE CAST(fired AS INTEGER) WHEN 2 THEN max(held_since, opened)
      WHEN 3 THEN max(held_since, dealt) WHEN 4 THEN held_since ELSE max(held_since, followed) END
  FROM (
    SELECT *, iif(held_since < first AND followed < first, '1,', '')
      || iif(held_since < $(days 40) AND opened < $(days 40), '2,', '')
      || iif(held_since < third AND dealt < third, '3,', '')
      || iif(held_since < $(days 65) AND sells, '4,', '')
      || iif(held_since < $(days 20) AND owner = 2 AND followed < $(days 20), '5,', '') AS fired
    FROM (
      SELECT c.id, c.owner, c.held_since,
        CASE c.level WHEN 'A' THEN $(days 45) WHEN 'B' THEN $(days 60) ELSE $(days 30) END AS first,
        CASE c.level WHEN 'A' THEN '' ELSE $(days 50) END AS third,
        c.owner IN (SELECT user FROM user_role WHERE role = 3) AS sells,
        max(
          $(latest t.at "activity t" "t.customer = c.id AND t.deleted_at IS NULL AND t.created_by = c.owner"),
          $(latest t.at "customer_share g CROSS JOIN activity t" "g.customer = c.id AND g.access = 'edit'
            AND t.customer = c.id AND t.deleted_at IS NULL AND t.created_by = g.user"),
          $(latest e.at "opportunity t CROSS JOIN stage_event e ON e.opportunity = t.id
            CROSS JOIN stage f ON f.id = e.from_stage CROSS JOIN stage s ON s.id = e.to_stage" "t.customer = c.id
            AND t.deleted_at IS NULL AND f.kind = 'open' AND (s.kind = 'won' OR s.position > f.position)"),
          $(latest t.created_at "contract t" "t.customer = c.id AND t.deleted_at IS NULL")) AS followed,
        $(latest t.created_at "opportunity t" "t.customer = c.id AND t.deleted_at IS NULL") AS opened,
        max($(latest t.closed_at "opportunity t" "t.customer = c.id AND $won"),
          $(latest t.signed "contract t" "t.customer = c.id AND $approved")) AS dealt
      FROM customer c
      WHERE +c.owner IS NOT NULL AND c.deleted_at IS NULL AND c.held_since < $(days 20)
        AND ifnull(c.locked_until < '$later', 1) AND ifnull(c.not_ready_until < '$later', 1)
        AND NOT EXISTS (SELECT 1 FROM contract t WHERE t.customer = c.id AND t.approval = 'pending'
          AND t.deleted_at IS NULL)
        AND NOT EXISTS (SELECT 1 FROM contract t WHERE t.customer = c.id AND $approved)
        AND NOT EXISTS (SELECT 1 FROM opportunity t WHERE t.customer = c.id AND $won)
      ORDER BY c.id LIMIT -1)
    LIMIT -1)
  WHERE fired <> '';
INSERT INTO ownership_event (customer, kind, at, from_user, from_since, to_pool, "by", rule, rules, anchor, age)
  SELECT id, 'recycle', '$later', owner, since, 1, 1, rule, rules, anchor,
    CAST(julianday('$later') - julianday(anchor) AS INTEGER) FROM due ORDER BY id;
INSERT INTO change (operation, "table", record, field0, before0, after0, field1, before1, after1,
    field2, before2, after2, field3, before3, after3)
  SELECT 1, 'customer', id, 'owner', owner, NULL, 'pool', pool, 1, 'held_since', held_since, '$later',
    'updated_at', updated_at, '$later' FROM customer WHERE id IN (SELECT id FROM due) ORDER BY id;
UPDATE customer SET owner = NULL, pool = 1, held_since = '$later', updated_at = '$later'
  WHERE id IN (SELECT id FROM due);
COMMIT;
SELECT 'customer/' || d.id, c.name, u.login, 'public', d.rule, r.kind, d.anchor
  FROM due d JOIN customer c ON c.id = d.id JOIN user u ON u.id = d.owner JOIN recycle_rule r ON r.id = d.rule
  ORDER BY d.id;
END

fresh store
theirs=$(theirs recycle.sql)
rm -rf trial
sync
ours=$(time_of "$crm" pool recycle)
compare "recycle $rows, five rules, in seconds" 10 "$ours" "1 0"
compare "recycle $rows, against sqlite3" 1.2 "$ours" "$theirs"
