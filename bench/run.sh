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
  server=${RESTPY_TEST_POSTGRES%;Username=*}
  # As in front of guests: the owner makes the tables, the product runs as the application with the wall in force.
  for name in bench_product bench_taps; do
    as_admin -d postgres -c "CREATE DATABASE $name TEMPLATE restpy_empty OWNER restpy_owner"
    dotnet artifacts/app/Restpy.Host.dll migrate --database "$server;Database=$name;Username=restpy_owner"
  done
  # The floor has no wall: it works as the administrator, on copies of the product's tables.
  as_admin -d postgres -c "CREATE DATABASE bench_floor"
  arguments+=(--postgres "$server;Username=restpy_app" --admin "$server;Username=restpy")
fi
dotnet bench/Load/bin/Release/net10.0/Restpy.Bench.Load.dll "${arguments[@]}"
