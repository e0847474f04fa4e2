#!/usr/bin/env bash
# The measurements of docs/performance.md. PostgreSQL runs with its own durable defaults (fsync on).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export PG_OPTIONS="-c shared_buffers=256MB"
. build/postgres.sh
trap 'declare -F stop_postgres >/dev/null && stop_postgres; rm -rf /tmp/restpy-bench-*' EXIT
dotnet publish src/Host/Restpy.Host.csproj -c Release -p:ForThisMachine=true -o artifacts/app -v quiet -clp:ErrorsOnly
dotnet build bench/Floor/Restpy.Bench.Floor.csproj -c Release -v quiet -clp:ErrorsOnly
dotnet build bench/Load/Restpy.Bench.Load.csproj -c Release -v quiet -clp:ErrorsOnly
arguments=(--host artifacts/app/Restpy.Host.dll --floor bench/Floor/bin/Release/net10.0/Restpy.Bench.Floor.dll "$@")
if start_postgres; then
  server=${RESTPY_TEST_POSTGRES%;Database=*}
  port=$(sed -n 's/.*Port=\([0-9]*\).*/\1/p' <<<"$server")
  for name in bench_product bench_floor bench_taps; do psql -q -h 127.0.0.1 -p "$port" -U restpy -d postgres -c "CREATE DATABASE $name"; done
  arguments+=(--postgres "$server")
fi
dotnet bench/Load/bin/Release/net10.0/Restpy.Bench.Load.dll "${arguments[@]}"
