#!/usr/bin/env bash
# Prints how long each class took in the last run, in seconds: bash build/test-times.sh > build/test-times.txt
cd "$(dirname "${BASH_SOURCE[0]}")/.."
cat TestResults/*.trx | grep -oE '<UnitTestResult [^>]*>' | awk '
  {
    match($0, /testName="[^"(]*/); name = substr($0, RSTART + 10, RLENGTH - 10); sub(/\.[^.]*$/, "", name)
    match($0, /duration="[^"]*/); split(substr($0, RSTART + 10, RLENGTH - 10), t, ":")
    took[name] += t[1] * 3600 + t[2] * 60 + t[3]
  }
  END { for (name in took) printf "%.1f %s\n", took[name], name }' | sort -k 2
