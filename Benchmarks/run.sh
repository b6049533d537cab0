#!/bin/bash
# Measures crm against sqlite3 doing the same, side by side, and prints the ratios:
#   Benchmarks/run.sh [CRM] [ROWS]
# CRM is a release build; both programs run with their default settings, one after the other.
set -eu
crm=$(realpath "${1:-build/crm}")
rows=${2:-1000000}
here=$(dirname "$(realpath "$0")")
work=$(mktemp -d "${TMPDIR:-/tmp}/crm-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
export CRM_STORE=$work/store

. "$here/measure.sh"

echo "generating 2 x $rows customers" >&2
awk -v count="$rows" -f "$here/generate.awk" > first.csv
awk -v first=$((rows + 1)) -v count="$rows" -f "$here/generate.awk" > second.csv
{ echo login,name; for i in $(seq 20); do echo "seller$i,Seller $i"; done; } > users.csv
"$crm" init store > /dev/null 2>&1
"$crm" import csv users.csv --into user 2> /dev/null

# The four columns by which both find a record that is there already.
sqlite3 reference.db "
  CREATE TABLE customer (external_id TEXT, name TEXT, phone TEXT, email TEXT, owner TEXT,
    region TEXT, address TEXT, remark TEXT);
  CREATE INDEX by_name ON customer(name);
  CREATE INDEX by_external_id ON customer(external_id);
  CREATE INDEX by_email ON customer(email);
  CREATE INDEX by_phone ON customer(phone);"

printf '%-34s %19s %12s\n' '' crm sqlite3
reference=$(time_of sqlite3 reference.db ".import --csv --skip 1 first.csv customer")
first=$(time_of "$crm" import csv first.csv --create-missing region)
compare "import of $rows" 0.5 "$first" "$reference"

id=$((rows / 2))
compare "start (crm --version)" 1.6 "$(mean "$crm" --version)" "$(mean sqlite3 --version)"
compare "customer show --sections header" 1.6 \
  "$(mean "$crm" customer show "customer/$id" --sections header --json)" \
  "$(mean sqlite3 -readonly store/store.sqlite "SELECT * FROM v_customer WHERE id = $id")"

fields=external_id,name,phone,email,owner,region,address,remark
query="SELECT c.external_id, c.name, c.phone, c.email, u.login, c.region, c.address, c.remark
  FROM customer c LEFT JOIN \"user\" u ON u.id = c.owner WHERE c.deleted_at IS NULL ORDER BY c.id"
select=$(time_of sqlite3 -readonly -csv store/store.sqlite "$query")
compare "export csv" 1.5 "$(time_of "$crm" export csv --fields "$fields")" "$select"
compare "customer list" 1.5 "$(time_of "$crm" customer list --csv --sort id --fields "$fields")" \
  "$select"

# What people type into a search: two characters that are nowhere, some that are everywhere, digits.
# looks_for TEXT: the customers with the text, as one would ask for them.
looks_for() {
  local where="" column
  for column in name short_name external_id email phone; do
    where="$where${where:+ OR }$column LIKE '%$1%'"
  done
  mean_of 20 sqlite3 -readonly -csv store/store.sqlite \
    "SELECT id, name, phone FROM customer WHERE deleted_at IS NULL AND ($where) ORDER BY id LIMIT 20"
}
for text in 华为 138001 宏明; do
  ours=$(mean_of 20 "$crm" search "$text")
  compare "search $text, limit in seconds" 0.05 "$ours" "1 0"
  [ "$text" = 宏明 ] || compare "search $text, against LIKE" 0.5 "$ours" "$(looks_for "$text")"
done

compare "list --where, a full scan" 2 \
  "$(time_of "$crm" customer list --csv --sort id --fields id,name \
    --where "name ~ '科技' and email is present or region in (北京, 上海) and not remark ~ '名片'")" \
  "$(time_of sqlite3 -readonly -csv store/store.sqlite "SELECT id, name FROM customer
    WHERE deleted_at IS NULL AND (instr(name_key, '科技') > 0 AND email IS NOT NULL
      OR region IN ('北京', '上海') AND ifnull(instr(lower(remark), '名片'), 0) = 0) ORDER BY id")"
compare "list --where, by a fact" 2 \
  "$(time_of "$crm" customer list --csv --sort id --fields id,name \
    --where "owner = seller7 and contacts = 0 and not won")" \
  "$(time_of sqlite3 -readonly -csv store/store.sqlite "SELECT id, name FROM customer c
    WHERE deleted_at IS NULL AND owner = (SELECT id FROM user WHERE login = 'seller7')
      AND NOT EXISTS (SELECT 1 FROM contact t WHERE t.customer = c.id AND t.deleted_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM opportunity o WHERE o.customer = c.id AND o.deleted_at IS NULL
        AND o.stage IN (SELECT id FROM stage WHERE kind = 'won')) ORDER BY id")"

. "$here/rules.sh"

second=$(time_of "$crm" import csv second.csv --create-missing region)
compare "second $rows against the first" 1.5 "$second" "$first"
compare "undo of it against the import" 1.5 "$(time_of "$crm" undo)" "$second"

# Five rules, limits by level: ten weeks later every customer with an owner is due by some of them.
"$crm" customer edit --where "phone ~ '7'" --level A > /dev/null 2>&1
for rule in "no_follow_up --days 30 --days-by level:A=45,B=60" "no_opportunity --days 40" \
  "no_deal --days 50 --days-by level:A=0" "held --days 65 --scope role:sales" \
  "no_follow_up --days 20 --scope user:seller1"; do
  # shellcheck disable=SC2086
  "$crm" pool rule add $rule --grace-days 0 > /dev/null 2>&1
done
later=$(date -u -d '+70 days' +%Y-%m-%dT00:00:00Z)
export CRM_NOW=$later
compare "pool forecast of all, in seconds" 10 \
  "$(time_of "$crm" pool forecast --days 0)" "1 0"
. "$here/recycle.sh"
compare "pool explain, in seconds" 0.05 "$(time_of "$crm" pool explain customer/1)" "1 0"
compare "customer check, in seconds" 0.02 \
  "$(mean "$crm" customer check '深圳市华为技术有限公司')" "1 0"

. "$here/reports.sh"
