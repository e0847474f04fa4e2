# Sourced by build/test.sh: counts what the processes of a run left in TestResults, and repeats a failed browser test.
passed=0 failed=0 skipped=0
again=() unsteady=()

# Counts a part of a run. Failed browser tests are noted, to be repeated.
count() {
  local name=$1 log=$logs/$2 sum code total errors fails skips
  code=$(cat "$log.code" 2>/dev/null || echo none)
  sum=$(grep -oE 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+' "$log.log" | tail -n 1)
  read -r total errors fails skips <<<"$(tr -dc '0-9,' <<<"$sum" | tr , ' ')"
  if [ -z "$sum" ] || [ "$total" -eq 0 ]; then
    tail -n 20 "$log.log"
    echo "$name: no test ran (exit code $code)."
    failed=$((failed + 1))
    return
  fi
  fails=$((fails + errors))
  [ "$fails" = 0 ] && [ "$code" != 0 ] && fails=1
  [ "$fails" = 0 ] || grep -A 12 '\[FAIL\]' "$log.log" | cut -c1-300
  echo "$name: $((total - fails - skips)) passed, $fails failed, $skips skipped. Log: TestResults/$2.log"
  passed=$((passed + total - fails - skips)) failed=$((failed + fails)) skipped=$((skipped + skips))
  if [ "$name" = Browser ]; then mapfile -t -O "${#again[@]}" again < <(failed_methods "$log.trx"); fi
}

# How many results of a method failed, and which: "2 Restpy.BrowserTests.PaperTests.A_bill_is_one_page".
failed_methods() {
  grep -oE '<UnitTestResult [^>]*outcome="Failed"[^>]*>' "$1" 2>/dev/null |
    sed -E 's/.*testName="([^"(]*).*/\1/' | sort | uniq -c | awk '{ print $1, $2 }'
}

# Runs each failed browser test once more, alone. One that passes then is unsteady, not failed; three of them are too many.
repeat_failed() {
  local fails method n=0
  for each in ${again[@]+"${again[@]}"}; do
    read -r fails method <<<"$each"
    n=$((n + 1))
    echo "Once more: $method"
    run_again "$method" "again-$n" || continue
    unsteady+=("$method")
    passed=$((passed + fails)) failed=$((failed - fails))
  done
  [ ${#unsteady[@]} -gt 2 ] && failed=$((failed + 1))
  return 0
}

# The end of a run; the last line is the count.
summary() {
  local last="$passed passed, $failed failed"
  if [ ${#unsteady[@]} -gt 0 ]; then
    echo "Unsteady, passed when run once more:"
    printf '  %s\n' "${unsteady[@]}"
    [ ${#unsteady[@]} -gt 2 ] && echo "More than two unsteady tests fail the run."
  fi
  [ "$skipped" -gt 0 ] && last+=", $skipped skipped"
  echo "$last"
  [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
}
