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

# added NAME LIMIT WITH WITHOUT: the milliseconds of the processor that one costs more.
added() {
  awk -v name="$1" -v limit="$2" -v with="$3" -v without="$4" 'BEGIN {
    more = (with - without) * 1000
    printf "%-34s %8.2f ms            %8.2f ms   added %5.2f ms limit %s ms %s\n", name,
      with * 1000, without * 1000, more, limit, more <= limit ? "" : "MISSED"
  }'
}

# mean COMMAND…: the mean seconds of 200 runs, for commands of a few milliseconds.
mean() { mean_of 200 "$@"; }

# mean_of COUNT COMMAND…: the mean seconds of so many runs.
mean_of() { total "$@" | awk -v count="$1" '{ printf "%.5f 0\n", $1 / count }'; }

# runs COUNT COMMAND…: so many runs; RUN in the command is the number of the run.
runs() {
  local count=$1 run
  shift
  for run in $(seq "$count"); do "${@//RUN/$run}" > /dev/null 2>&1; done
}

# total COUNT COMMAND…: the seconds of so many runs.
total() {
  local start end
  start=$(date +%s%N)
  runs "$@"
  end=$(date +%s%N)
  awk -v t=$((end - start)) 'BEGIN { printf "%.5f\n", t / 1e9 }'
}

# cpu COUNT COMMAND…: the seconds of the processor, which vary less than those that a disk needs to
# sync.
cpu() {
  local TIMEFORMAT='%3U %3S'
  { time runs "$@"; } 2>&1 | awk '{ printf "%.5f\n", $1 + $2 }'
}
