# Writes a CSV file of what happened with the customers of generate.awk, the same for the same arguments:
#   awk -v of=opportunity -v count=1000000 -v customers=200000 -f sales.awk > opportunities.csv
# `of` is opportunity, contract, receivable, payment or activity. Half of the opportunities are closed, and they
# entered five stages on average; a contract has two receivables and two payments, some of them late.
BEGIN {
  if (of == "") of = "opportunity"
  if (count == "") count = 1000000
  if (customers == "") customers = 200000
  stages = split("Interest Presentation Engaged Quote Evaluation Contract", stage, " ")
  print header()
  for (i = 1; i <= count; i++) {
    # Two receivables and two payments for each contract; else every record is one of its own.
    of_contract = int((i + 1) / 2)
    # A step that is coprime to the range spreads the numbers.
    n = ((of == "receivable" || of == "payment" ? of_contract : i) * 7368787) % 100000007
    owner = "seller" (n % 20 + 1)
    customer = sprintf("C%09d", n % customers + 1)
    start = n % 900
    if (of == "opportunity") print opportunity()
    else if (of == "contract") print contract()
    else if (of == "receivable") print receivable()
    else if (of == "payment") print payment()
    else print activity()
  }
}

function header() {
  if (of == "opportunity")
    return "external_id,customer,stage,product,amount,created_at,expected_close,closed_at,owner,lost_reason," \
      "entered.Interest,entered.Presentation,entered.Engaged,entered.Quote,entered.Evaluation,entered.Contract"
  if (of == "contract") return "number,customer,amount,approval,signed,end,owner"
  if (of == "receivable") return "contract,number,due,amount"
  if (of == "payment") return "number,contract,amount,received"
  return "customer,method,at,note"
}

function opportunity(   outcome, reached, last, closed, reason, entered, k, end) {
  outcome = int(n / 7) % 8
  reached = outcome < 4 ? 6 - int(n / 11) % 2 : int(n / 13) % 6 + 1
  last = stage[reached]
  for (k = 1; k <= stages; k++)
    entered = entered "," (k <= reached ? date(start + (k - 1) * (n % 9 + 1)) : "")
  end = start + reached * (n % 9 + 1)
  if (outcome < 2) last = "Won"
  else if (outcome == 2) { last = "Lost"; reason = int(n / 17) % 2 ? "price" : "competitor" }
  else if (outcome == 3) last = "Invalid"
  if (outcome < 4) closed = date(end)
  return sprintf("O%09d,%s,%s,P%02d,%s,%s,%s,%s,%s,%s%s", i, customer, last, n % 40 + 1, money(100),
    date(start), date(end + n % 30), closed, owner, reason, entered)
}

function contract() {
  return sprintf("K%09d,%s,%s,approved,%s,%s,%s", i, customer, money(100), date(start),
    n % 4 ? date(start + 365) : "", owner)
}

# About a third of the contract's amount.
function receivable() {
  return sprintf("K%09d,%d,%s,%s", of_contract, 2 - i % 2, date(start + 90 - i % 2 * 60), money(300))
}

# Three of ten pay about half of what is due.
function payment() {
  return sprintf("P%09d,K%09d,%s,%s", i, of_contract, money(int(n / 19) % 10 < 7 ? 300 : 600),
    date(start + (2 - i % 2) * (n % 70)))
}

function activity() {
  return sprintf("%s,%s,%s 10:00,%d", customer, n % 3 ? "phone" : "visit", date(start), i)
}

# Cents that differ; the larger the divisor the less.
function money(divisor) { return sprintf("%d.%02d", (int(n / 3) % 90000 + 1000) * 100 / divisor, n % 100) }

# The day so many days after 2024-01-01.
function date(days) { return strftime("%Y-%m-%d", 1704067200 + days * 86400, 1) }
