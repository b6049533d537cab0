# What the benchmarks measure with; read by run.sh.

# time_of COMMAND…: runs it quietly and prints its seconds and its peak memory in MB.
time_of() {
  local log=$work/time
  /usr/bin/time -o "$log" -f '%e %M' "$@" > /dev/null 2> "$work/messages" || {
    cat "$work/messages" >&2
    exit 1
  }
  awk '{ printf "%.3f %.0f\n", $1, $2 / 1024 }' "$log"
}

# compare NAME LIMIT OURS THEIRS: seconds (and megabytes) of both, their ratio, whether it holds.
compare() {
  awk -v name="$1" -v limit="$2" -v ours="$3" -v theirs="$4" 'BEGIN {
    split(ours, a, " "); split(theirs, b, " ")
    ratio = b[1] > 0 ? a[1] / b[1] : 0
    printf "%-34s %8.3f s %5d MB   %8.3f s   ratio %5.2f   limit %s %s\n", name, a[1], a[2], b[1],
      ratio, limit, ratio <= limit ? "" : "MISSED"
  }'
}

# added NAME LIMIT WITH WITHOUT: the milliseconds that one costs more than the other.
added() {
  awk -v name="$1" -v limit="$2" -v with="$3" -v without="$4" 'BEGIN {
    more = (with - without) * 1000
    printf "%-34s %8.2f ms            %8.2f ms   added %5.2f ms limit %s ms %s\n", name,
      with * 1000, without * 1000, more, limit, more <= limit ? "" : "MISSED"
  }'
}

# mean COMMAND…: the mean seconds of 200 runs, for commands of a few milliseconds.
mean() { total 200 "$@" | awk '{ printf "%.5f 0\n", $1 / 200 }'; }

# total RUNS COMMAND…: the seconds of so many runs; RUN in the command is the number of the run.
total() {
  local runs=$1 start end run
  shift
  start=$(date +%s%N)
  for run in $(seq "$runs"); do "${@//RUN/$run}" > /dev/null 2>&1; done
  end=$(date +%s%N)
  awk -v t=$((end - start)) 'BEGIN { printf "%.5f\n", t / 1e9 }'
}
