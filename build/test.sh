#!/usr/bin/env bash
# ./restpy test [unit|architecture|integration|browser|changed|long]: what a change must pass. The last line is the count.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. build/postgres.sh
. build/sdk.sh
. build/test-plan.sh
. build/test-report.sh

all=(Unit Architecture Integration Browser)
# Long proofs, which carry [LongProof], run by themselves.
proof=(-trait- proof=long)
case ${1:-all} in
  all | changed) suites=("${all[@]}") ;;
  long) suites=(Integration) proof=(-trait proof=long) ;;
  unit | architecture | integration | browser) suites=("${1^}") ;;
  *) echo "There are unit, architecture, integration and browser tests; those of what changed; and long ones." >&2; exit 2 ;;
esac

logs=$PWD/TestResults
scratch=$(mktemp -d "$(test_folder)/restpy-run.XXXXXX")
trap 'declare -F stop_postgres >/dev/null && stop_postgres; rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
RESTPY_TEST_FOLDER=$(test_folder)
export RESTPY_TEST_FOLDER
mkdir -p "$logs"
rm -f "$logs"/*.log "$logs"/*.trx "$logs"/*.code

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
have_chromium() { [ -x "${RESTPY_CHROMIUM:-/usr/bin/chromium-headless-shell}" ] || [ -x /usr/bin/chromium ]; }

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
  # The one without windows is quicker; not every Debian has it.
  have_chromium || install chromium-headless-shell || install chromium
  have_chromium && echo "Chromium" || missing Chromium
fi

heading "Formatting"
dotnet format whitespace . --folder --verify-no-changes --exclude '**/obj' --exclude '**/bin' || stop "Run: dotnet format whitespace . --folder"

heading "Restore, exactly what the lock files say"
dotnet restore Restpy.slnx --locked-mode -v quiet || stop "The lock files do not fit. Run: dotnet restore Restpy.slnx --force-evaluate"

heading "What the product is made of (CycloneDX)"
# A document and not a check: where the tool cannot be had, the tests run all the same.
if timeout 60 dotnet tool restore >"$logs/sbom.log" 2>&1 &&
  timeout 60 dotnet dotnet-CycloneDX src/Host/Restpy.Host.csproj --disable-package-restore -o "$logs" -fn sbom.json -F Json >>"$logs/sbom.log" 2>&1; then
  echo "TestResults/sbom.json"
else
  echo "It could not be written: TestResults/sbom.log"
fi

heading "Build, warnings are errors"
projects=(Restpy.slnx)
[ ${#suites[@]} = 1 ] && projects=("tests/${suites[0]}/Restpy.${suites[0]}Tests.csproj")
sdk build "${projects[0]}" -c Release --no-restore -p:Strict=true -warnaserror -v quiet -clp:NoSummary || stop "The build failed."

if needs Architecture || needs Integration; then start_postgres || missing PostgreSQL; fi

# Runs a part of a suite, in a folder of its own for what the tests leave behind, with an end for a test that hangs.
run() {
  local name=$1 log=$logs/$2
  shift 2
  mkdir -p "$scratch/$(basename "$log")"
  # Most code runs once or twice in a test: compiling it again, and better, costs more than it brings. A browser asks for more.
  local compiled=(DOTNET_TieredPGO=0 DOTNET_TC_CallCountingDelayMs=100000)
  [ "$name" = Browser ] && compiled=()
  env "TMPDIR=$scratch/$(basename "$log")" ${compiled[@]+"${compiled[@]}"} timeout -k 10 1800 \
    dotnet "$(program_of "$name")" -noColor -trx "$log.trx" "${proof[@]}" "$@" >"$log.log" 2>&1
  echo $? >"$log.code"
  rm -rf "$scratch/$(basename "$log")"
}

run_again() { run Browser "$2" -method "$1" && [ "$(cat "$logs/$2.code")" = 0 ]; }

if [ "${1:-all}" = changed ]; then
  changed_files | affected >"$scratch/affected"
  heading "What the change can affect"
  # These two are quick, and read what no other test does.
  printf 'Unit\nArchitecture\n' | sort -u - "$scratch/affected" -o "$scratch/affected"
  cat "$scratch/affected"
else
  echo all >"$scratch/affected"
fi

# Tests of one process follow each other, because they share hosts, and half of the time they wait. So the suites are cut into
# about four parts for each processor, and each takes the part that is the longest of those left.
workers=$(nproc 2>/dev/null || echo 2)
[ "$workers" -ge 2 ] || workers=2
mkdir "$scratch/parts"
seconds=$(awk -v workers="$workers" '{ all += $1 } END { print int(all / workers / 4) + 1 }' build/test-times.txt)
# The times are those of the quick versions.
[ "${1:-all}" = long ] && seconds=10
for suite in "${suites[@]}"; do
  classes_of "$suite" | only_affected "$scratch/affected" | split "$suite" "$scratch/parts" "$seconds"
done
parts=($(ls -r "$scratch/parts"))
[ ${#parts[@]} -gt 0 ] || stop "There is no such test."
heading "Tests, in ${#parts[@]} parts"
take_parts() {
  local part suite n classes=()
  for part in "${parts[@]}"; do
    mkdir "$scratch/parts/$part.taken" 2>/dev/null || continue
    IFS=- read -r _ suite n <<<"$part"
    classes=()
    while read -r class; do classes+=(-class "$class"); done <"$scratch/parts/$part"
    run "$suite" "${suite,,}-$n" "${classes[@]}"
  done
}
for ((i = 0; i < workers; i++)); do take_parts & workers_running+=($!); done
wait "${workers_running[@]}"
for part in $(printf '%s\n' "${parts[@]}" | sort -t - -k 2,2r -k 3n); do
  IFS=- read -r _ suite n <<<"$part"
  count "$suite" "${suite,,}-$n"
done
repeat_failed

heading "Together, after $((SECONDS / 60)) min $((SECONDS % 60)) s"
summary
