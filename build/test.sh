#!/usr/bin/env bash
# ./restpy test [unit|architecture|integration|browser]: what a change must pass. The last line is the count.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. build/postgres.sh
. build/sdk.sh

all=(Unit Architecture Integration Browser)
case ${1:-all} in
  all) suites=("${all[@]}") ;;
  unit | architecture | integration | browser) suites=("${1^}") ;;
  *) echo "There are unit, architecture, integration and browser tests." >&2; exit 2 ;;
esac

logs=$PWD/TestResults
scratch=$(mktemp -d "$(test_folder)/restpy-run.XXXXXX")
trap 'declare -F stop_postgres >/dev/null && stop_postgres; rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
mkdir -p "$logs"

heading() { printf '\n== %s (%s)\n' "$1" "$(date +%H:%M:%S)"; }
stop() { printf '%s\n0 passed, 1 failed\n' "$1"; exit 1; }
needs() { [[ " ${suites[*]} " == *" $1 "* ]]; }

# In CI everything must run: a skipped database is an untested one.
missing() {
  [ "${CI:-}" = true ] && stop "$1 is missing."
  echo "$1 is missing: its tests are skipped."
}

have_postgres() { [ -n "${RESTPY_TEST_POSTGRES:-}" ] || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }
# faketime lets the tests of backups be 35 days on.
have_pgbackrest() { command -v pgbackrest >/dev/null && command -v faketime >/dev/null; }
have_chromium() { [ -x "${RESTPY_CHROMIUM:-/usr/bin/chromium}" ]; }

install() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  echo "Installing $*."
  export DEBIAN_FRONTEND=noninteractive
  apt-get install -y -q --no-install-recommends "$@" >"$logs/apt.log" 2>&1 ||
    { apt-get update -q >>"$logs/apt.log" 2>&1 && apt-get install -y -q --no-install-recommends "$@" >>"$logs/apt.log" 2>&1; }
}

heading "What the tests stand on"
command -v dotnet >/dev/null || stop "The .NET SDK of global.json is missing."
echo ".NET SDK $(dotnet --version)"
if needs Architecture || needs Integration; then
  have_postgres || install postgresql-15 || install postgresql
  have_postgres && echo "PostgreSQL" || missing PostgreSQL
fi
if needs Integration; then
  have_pgbackrest || install pgbackrest faketime
  have_pgbackrest && echo "pgBackRest" || missing pgBackRest
fi
if needs Browser; then
  have_chromium || install chromium
  have_chromium && echo "Chromium" || missing Chromium
fi

heading "Formatting"
dotnet format whitespace . --folder --verify-no-changes --exclude '**/obj' --exclude '**/bin' || stop "Run: dotnet format whitespace . --folder"

heading "Restore, exactly what the lock files say"
dotnet restore Restpy.slnx --locked-mode -v quiet || stop "The lock files do not fit. Run: dotnet restore Restpy.slnx --force-evaluate"

heading "Build, warnings are errors"
projects=(Restpy.slnx)
[ ${#suites[@]} = 1 ] && projects=("tests/${suites[0]}/Restpy.${suites[0]}Tests.csproj")
sdk build "${projects[0]}" -c Release --no-restore -p:Strict=true -warnaserror -v quiet -clp:NoSummary || stop "The build failed."

if needs Architecture || needs Integration; then start_postgres || missing PostgreSQL; fi

passed=0 failed=0 skipped=0
# Runs a suite, or a part of it, in a folder of its own for what the tests leave behind, with an end for a test that hangs.
run() {
  local name=$1 log=$logs/$2
  shift 2
  mkdir -p "$scratch/$(basename "$log")"
  # Most code runs once or twice in a test: compiling it anew, and better, costs more than it brings. A browser asks for more.
  local compiled=(DOTNET_TieredPGO=0 DOTNET_TC_CallCountingDelayMs=100000)
  [ "$name" = Browser ] && compiled=()
  env "TMPDIR=$scratch/$(basename "$log")" ${compiled[@]+"${compiled[@]}"} timeout -k 10 1800 \
    dotnet "tests/$name/bin/Release/net10.0/Restpy.${name}Tests.dll" -noColor -trx "$log.trx" "$@" >"$log.log" 2>&1
  echo $? >"$log.code"
}
count() {
  local name=$1 log=$logs/$2 sum code
  code=$(cat "$log.code")
  sum=$(grep -oE 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+' "$log.log" | tail -n 1)
  local total errors fails skips
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
}
# Tests of one process follow each other, because they share a house; half of the time they wait. So there are two lines of
# processes, each with its houses: these namespaces and then the browser, beside whatever else there is.
half=(Audit Billing Devices Factors Floor Mail Menu Reports Trust Wall)
one=() other=()
for namespace in "${half[@]}"; do one+=(-namespace "Restpy.IntegrationTests.$namespace") other+=(-namespace- "Restpy.IntegrationTests.$namespace"); done
for suite in Unit Architecture; do
  needs "$suite" || continue
  heading "$suite tests"
  run "$suite" "${suite,,}"
  count "$suite" "${suite,,}"
done
if needs Integration || needs Browser; then heading "Integration and browser tests"; fi
{
  needs Integration && run Integration integration-1 "${one[@]}"
  needs Browser && run Browser browser
} &
needs Integration && run Integration integration-2 "${other[@]}"
wait $!
needs Integration && { count Integration integration-1; count Integration integration-2; }
needs Browser && count Browser browser

heading "Together, after $((SECONDS / 60)) min $((SECONDS % 60)) s"
last="$passed passed, $failed failed"
[ $skipped -gt 0 ] && last+=", $skipped skipped"
echo "$last"
[ $failed = 0 ] && [ $passed -gt 0 ]
