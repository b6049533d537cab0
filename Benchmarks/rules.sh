# Rules and scores over the customers of run.sh, which reads this file. Every program gets a copy of
# the same store.

# fresh FROM: the store `trial` is a copy of the other one, and is on the disk.
fresh() {
  rm -rf trial
  cp -r "$1" trial
  sync
}

# ours COMMAND…: crm on the trial.
ours() { time_of env CRM_STORE="$work/trial" "$crm" "$@"; }

# theirs FILE: the statements of a file by sqlite3 on the trial.
theirs() { time_of sqlite3 -csv trial/store.sqlite ".read $1"; }

# quiet STORE ARGUMENTS…: crm on a store, without its messages.
quiet() {
  local store=$1
  shift
  CRM_STORE=$work/$store "$crm" -q "$@" > /dev/null
}

# best VARIABLE STORE ARGUMENTS…: 30 runs of crm; the variable keeps the seconds of one, if less. The
# programs that are compared take turns, and the best turn of each counts.
best() {
  local variable=$1 store=$2 seconds
  shift 2
  # Every start reads the write-ahead log: all turns begin with an empty one.
  sqlite3 "$store/store.sqlite" "PRAGMA wal_checkpoint(TRUNCATE)" > /dev/null
  seconds=$(CRM_STORE=$work/$store cpu 30 "$crm" "$@" |
    awk -v best="${!variable}" '{ s = $1 / 30; printf "%.5f", s < best ? s : best }')
  printf -v "$variable" %s "$seconds"
}

# add_rule STORE NAME FIELD VALUE CONDITION: a rule of classification for customers.
add_rule() {
  quiet "$1" rule add classification "$2" --noun customer --field "$3" --value "$4" --when "$5"
}

# add_rules STORE: two fields that five rules decide.
add_rules() {
  quiet "$1" classification add customer.level
  quiet "$1" classification add customer.credit_grade --on-none 1
  add_rule "$1" l1 level A "region in (北京, 上海) and remark is present"
  add_rule "$1" l2 level B "name ~ '科技' or owner = seller7"
  add_rule "$1" l3 level C "email is present and not remark ~ '名片'"
  add_rule "$1" g1 credit_grade 4 "level = A and owner is present"
  add_rule "$1" g2 credit_grade 3 "level = B and phone is present"
}

# --- All customers matched anew

cp -r store rules
add_rules rules

seller=$(sqlite3 store/store.sqlite "SELECT id FROM user WHERE login = 'seller7'")
now="'2030-01-01T00:00:00Z'"
# cases LEVELS GRADES: what the rules say, with values or with causes.
level_cases() {
  echo "CASE WHEN region IN ('北京', '上海') AND remark IS NOT NULL THEN '$1'
    WHEN instr(name_key, '科技') > 0 OR owner = $seller THEN '$2'
    WHEN email IS NOT NULL AND NOT ifnull(instr(lower(remark), '名片') > 0, 0) THEN '$3'
    ELSE $4 END"
}
grade_cases() {
  echo "CASE WHEN level IS 'A' AND owner IS NOT NULL THEN $1
    WHEN level IS 'B' AND phone IS NOT NULL THEN $2 ELSE $3 END"
}
# change FIELD VALUE CAUSE: sets the field where it differs; the history first, with a cause.
change() {
  local where="deleted_at IS NULL AND $1 IS NOT $2"
  [ -z "$3" ] || echo "INSERT INTO change (operation, \"table\", record, cause, field0, before0, after0,
      field1, before1, after1)
    SELECT 1, 'customer', id, $3, '$1', $1, $2, 'updated_at', updated_at, $now
    FROM customer WHERE $where ORDER BY id;"
  echo "UPDATE customer SET $1 = $2, updated_at = $now WHERE $where;"
}
levels=$(level_cases A B C level)
grades=$(grade_cases 4 3 1)
{
  echo "BEGIN IMMEDIATE;"
  change level "$levels" ""
  change credit_grade "$grades" ""
  echo "COMMIT;"
} > plain.sql
{
  echo "BEGIN IMMEDIATE;"
  change level "$levels" "$(level_cases rule:l1 rule:l2 rule:l3 NULL)"
  change credit_grade "$grades" "$(grade_cases "'rule:g1'" "'rule:g2'" "'none'")"
  echo "COMMIT;"
} > journalled.sql

fresh rules
run=$(ours rule run classification)
fresh rules
journalled=$(theirs journalled.sql)
fresh rules
plain=$(theirs plain.sql)
compare "rule run, against SQL with history" 2 "$run" "$journalled"
compare "rule run, against SQL without" 5 "$run" "$plain"
fresh rules
compare "rule run --dry-run, the same" 2 "$(ours rule run classification --dry-run)" "$journalled"

# --- An import under five rules

CRM_STORE=$work/ruled "$crm" init ruled > /dev/null 2>&1
CRM_STORE=$work/ruled "$crm" import csv users.csv --into user 2> /dev/null
# The rules name regions that the file brings.
for region in 北京 上海; do quiet ruled dict add $region --dictionary customer.region; done
add_rules ruled
compare "import under 5 rules, against none" 2 \
  "$(time_of env CRM_STORE="$work/ruled" "$crm" import csv first.csv --create-missing region)" \
  "$first"
rm -rf ruled

# --- Saving one customer under rules

# Fields and facts that conditions like to name, in rules of both kinds; one in ten names remarks.
set -- "industry = 制造" "contacts > 2" "email is missing" "name ~ 'zz'" "remark ~ 'zz'" \
  "last_activity is missing and kind = partner" "region = 上海 and phone is missing" "won" \
  "days_since(last_activity) > 3000" "open_opportunities > 9 or owner = seller3"
number=0
for round in 1 2 3 4 5; do
  for condition; do
    number=$((number + 1))
    if [ $((number % 2)) = 0 ]; then
      add_rule rules "more $number" level B "($condition) and region = 天津"
    else
      quiet rules rule add validation "more $number" --noun customer --error no \
        --when "($condition) and wechat = 'never $number'"
    fi
  done
done
fresh rules
# saving NAME OPTION: what 5 and 50 rules add to an edit of the option's field.
saving() {
  local rules round best_0=9 best_5=9 best_50=9
  for round in $(seq 8); do
    for rules in 0 5 50; do
      sqlite3 trial/store.sqlite "UPDATE rule SET active = name LIKE 'more %'
        AND CAST(substr(name, 6) AS INTEGER) <= $rules"
      best "best_$rules" trial customer edit "customer/$((rows / 3))" "$2" "note $round $rules RUN"
    done
  done
  added "$1, 5 rules" 1 "$best_5" "$best_0"
  added "$1, 50 rules" 1 "$best_50" "$best_0"
}
saving "edit that no rule names" --address
saving "edit that one in ten names" --remark
rm -rf rules

# --- Scores of all customers, from three events each

cp -r store scored
events=$((rows * 3))
quiet scored behavior add 预算充足 --points 20
quiet scored behavior add 不接电话 --points -10 --max-per-day 1
quiet scored behavior add 参加展会 --points 15 --half-life 30
quiet scored behavior add 询价 --points 8
today=$(($(date -u +%s) / 86400))
sqlite3 scored/store.sqlite "
  BEGIN;
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $events)
  INSERT INTO activity (id, customer, method, at, note, created_at, updated_at)
    SELECT i, 1 + (i * 7919) % $rows, 'phone',
      strftime('%Y-%m-%dT%H:%M:%SZ', ($today - i % 180) * 86400, 'unixepoch'), '跟进',
      '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z' FROM n;
  INSERT INTO behavior_event (id, activity, behavior, customer, day, points, max_per_day, half_life)
    SELECT a.id, a.id, b.id, a.customer, $today - a.id % 180, b.points, b.max_per_day, b.half_life
    FROM activity a JOIN behavior b ON b.id = 1 + a.id % 4 ORDER BY a.id;
  INSERT OR REPLACE INTO counter VALUES ('activity', $events + 1), ('behavior_event', $events + 1);
  COMMIT;"

# The sum by customer, as one would type it: what is left of each event that the day's limit counts.
scores="SELECT customer, sum(points / (1 << halvings)) AS score FROM (
    SELECT e.customer, e.points, e.max_per_day,
      ifnull(min(max($today - e.day, 0) / e.half_life, 10), 0) AS halvings,
      row_number() OVER (PARTITION BY e.customer, e.behavior, e.day ORDER BY e.id) AS place
    FROM behavior_event e JOIN activity a ON a.id = e.activity WHERE a.deleted_at IS NULL)
  WHERE place <= ifnull(max_per_day, place) GROUP BY customer"
echo "SELECT c.id, c.name FROM customer c LEFT JOIN ($scores) s ON s.customer = c.id
  WHERE c.deleted_at IS NULL AND ifnull(s.score, 0) >= 30 ORDER BY c.id;" > where.sql
echo "SELECT c.id, c.name, ifnull(s.score, 0) AS score FROM customer c
  LEFT JOIN ($scores) s ON s.customer = c.id
  WHERE c.deleted_at IS NULL ORDER BY score DESC, c.id;" > sort.sql
# A new price, and the events of its behavior with their history.
echo "BEGIN IMMEDIATE;
  INSERT INTO change (operation, \"table\", record, field0, before0, after0)
    SELECT 1, 'behavior_event', id, 'points', points, 25 FROM behavior_event
    WHERE behavior = 1 AND points IS NOT 25 ORDER BY id;
  UPDATE behavior_event SET points = 25 WHERE behavior = 1 AND points IS NOT 25;
  COMMIT;" > reprice.sql

fresh scored
compare "list --where 'score >= 30'" 2 \
  "$(ours customer list --csv --sort id --fields id,name --where 'score >= 30')" \
  "$(theirs where.sql)"
compare "list --sort score" 2 \
  "$(ours customer list --csv --sort -score --fields id,name,score)" "$(theirs sort.sql)"
quiet trial behavior edit 预算充足 --points 25
rebuild=$(ours score rebuild)
fresh scored
compare "score rebuild, against SQL" 3 "$rebuild" "$(theirs reprice.sql)"
rm -rf scored trial

# --- A configuration of 500 items, and the start of a command

for store in small large; do
  CRM_STORE=$work/$store "$crm" init $store > /dev/null 2>&1
  quiet $store customer add 'Blue Heron Logistics'
done
for number in $(seq 100); do
  quiet large field add customer "extra_$number" --type integer
  quiet large dict add "way_$number" --dictionary customer.source --label-en "Way $number" --label-zh "途径 $number"
  quiet large dict add "trade_$number" --dictionary customer.industry \
    --label-en "Trade $number" --label-zh "行业 $number"
  quiet large view add "view $number" --noun customer --condition "extra_$number > $number"
  quiet large rule add validation "rule $number" --noun customer --error no \
    --when "extra_$number > $number"
done
for what in show list; do
  [ $what = show ] && set -- customer show customer/1 --json || set -- customer list --json --fields id
  few=9 many=9
  for round in $(seq 8); do
    best few small "$@"
    best many large "$@"
  done
  added "customer $what, 500 items configured" 2 "$many" "$few"
done
rm -rf small large
