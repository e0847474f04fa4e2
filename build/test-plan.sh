# Sourced by build/test.sh: which test classes a run needs, and which process runs which of them.

program_of() { echo "tests/$1/bin/Release/net10.0/Restpy.$1Tests.dll"; }

# Classes of a suite that have tests to run, one a line.
classes_of() {
  dotnet "$(program_of "$1")" -list classes -noColor "${proof[@]}" 2>/dev/null | tr -d '\r' | grep "^Restpy\.$1Tests\."
}

# What changed since the branch left main, and what is not committed yet.
changed_files() {
  local base
  base=$(git merge-base HEAD main 2>/dev/null || git merge-base HEAD origin/main 2>/dev/null || git rev-parse HEAD)
  { git diff --name-only "$base"; git ls-files --others --exclude-standard; } | sort -u
}

# Reads paths, and prints what they can break: "all", "Integration.Billing" (a namespace), "Browser.PaperTests" (a class),
# "Browser" (a suite).
affected() {
  local path line module name
  while read -r path; do
    case $path in
      src/Modules/*/*)
        module=${path#src/Modules/} module=${module%%/*}
        line=$(grep "^$module:" build/test-map.txt) || { echo all; continue; }
        line=${line#*:}
        for name in ${line%%|*}; do [ "$name" = "*" ] && echo all || echo "Integration.$name"; done
        [[ $line == *"|"* ]] && for name in ${line#*|}; do echo "Browser.${name}Tests"; done
        ;;
      tests/Unit/* | tests/Architecture/* | *.md | docs/* | bench/* | LICENSE) ;;
      tests/Integration/*/*Tests.cs) name=${path#tests/Integration/} name=${name%.cs}; echo "Integration.${name//\//.}" ;;
      # What several tests of a namespace use.
      tests/Integration/*/*) name=${path#tests/Integration/}; echo "Integration.${name%%/*}" ;;
      tests/Browser/*Tests.cs) name=${path##*/}; echo "Browser.${name%.cs}" ;;
      tests/Browser/*) echo Browser ;;
      *) echo all ;;
    esac
  done | sort -u
}

# Keeps of the classes on its input those the lines of a file name: a class, its namespace or its suite.
only_affected() {
  grep -qx all "$1" && { cat; return; }
  # "Browser.PadTests" stands for "Restpy.BrowserTests.PadTests".
  awk 'NR == FNR { sub(/^[^.]*/, "Restpy.&Tests"); named[$0]; next }
    {
      whole = $0
      for (name = whole; name != "Restpy"; sub(/\.[^.]*$/, "", name)) if (name in named) { print whole; break }
    }' "$1" -
}

# Reads classes; writes files of about as much to do each into a folder: DIR/<seconds>-<suite>-<n>, one class a line. Tests
# of a namespace stay together, because they share hosts, and browser tests share a browser.
split() {
  local suite=$1 into=$2 seconds=$3
  awk -v suite="$suite" -v into="$into" -v most="$seconds" '
    NR == FNR { took[$2] = $1; next }
    {
      unit = $0
      if (suite == "Integration") { split($0, part, "."); unit = part[3] }
      classes[unit] = classes[unit] $0 "\n"; time = ($0 in took) ? took[$0] : 2
      cost[unit] += time; total += time
    }
    END {
      parts = int(total / most) + 1
      while (1) {
        best = ""
        for (unit in cost) if (best == "" || cost[unit] > cost[best]) best = unit
        if (best == "") break
        to = 1
        for (i = 2; i <= parts; i++) if (load[i] + 0 < load[to] + 0) to = i
        load[to] += cost[best]; text[to] = text[to] classes[best]; delete cost[best]
      }
      for (i = 1; i <= parts; i++)
        if (text[i] != "") printf "%s", text[i] > sprintf("%s/%05d-%s-%d", into, load[i], suite, i)
    }' build/test-times.txt -
}
