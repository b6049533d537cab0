#!/bin/bash
# From nothing to a sales funnel, with the files of this folder: a new store, people, products, a
# customer list from Excel, opportunities, a recycling, a claim, a win and a loss.
#
# The clock is pinned, so that the demonstration shows the same every day.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export CRM_STORE=$folder/store
unset CRM_USER
cd "$(dirname "$0")"
exec 2>&1

# Shows a command, then runs it.
show() {
  printf '\n+ crm %s\n' "$*"
  crm "$@"
}

# The same without the references of the changed records, which are there for the next command.
change() {
  printf '\n+ crm %s\n' "$*"
  crm "$@" >/dev/null
}

export CRM_NOW='2026-02-20T09:00:00+08:00'
crm -q init --admin admin
change import csv employees.csv --into user --create-missing team
change import csv products.csv --into product --create-missing category
change import csv 客户名单.csv --historic --create-missing industry --map 职务=contact.position
change import csv opportunities.csv --into opportunity
change pool rule add no_follow_up --days 45 --grace-days 0

printf '\nMarch 1st: one customer is called. Those whom nobody called for 45 days fall into the\n'
printf 'public pool, and somebody else takes one.\n'
export CRM_NOW='2026-03-01T09:00:00+08:00'
change --as wang.fang follow 苏州恒达精密机械有限公司 -m 客户要正式报价 --next 3d
change --as wang.fang stage advance OPP-001
show pool recycle -O table
change --as wang.fang pool claim 杭州云帆软件有限公司
change opportunity win OPP-009
change opportunity lose OPP-013 --reason price

printf '\nThe funnel:\n'
show report funnel -O table
