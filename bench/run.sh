#!/usr/bin/env bash
# The measurements of docs/performance.md. PostgreSQL runs with its own durable defaults (fsync on).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export PG_OPTIONS="-c shared_buffers=256MB"
# ./restpy bench --growth [restaurants] [days]: needs 30 MB of disk for each restaurant with 90 days, beside the log of the server.
if [ "${1:-}" = --growth ]; then growth=${2:-1000} days=${3:-90} PG_OPTIONS="$PG_OPTIONS -c max_wal_size=8GB -c checkpoint_timeout=15min"; fi
. build/postgres.sh
. build/sdk.sh
trap 'declare -F stop_postgres >/dev/null && stop_postgres; rm -rf /tmp/restpy-bench-*' EXIT
sdk publish src/Host/Restpy.Host.csproj -c Release -p:ForThisMachine=true -o artifacts/app -v quiet -clp:ErrorsOnly
if [ "${1:-}" = --backup ]; then
  sdk build bench/Load/Restpy.Bench.Load.csproj -c Release -v quiet -clp:ErrorsOnly
  dotnet bench/Load/bin/Release/net10.0/Restpy.Bench.Load.dll --host artifacts/app/Restpy.Host.dll --backup "${2:-1000}"
  exit
fi
if [ -n "${growth:-}" ]; then
  sdk build bench/Load/Restpy.Bench.Load.csproj -c Release -v quiet -clp:ErrorsOnly
  start_postgres
  server=${RESTPY_TEST_POSTGRES%;Username=*}
  for restaurants in 10 "$growth"; do
    as_admin -d postgres -c "CREATE DATABASE growth_$restaurants TEMPLATE restpy_empty OWNER restpy_owner"
    for word in migrate "seed --restaurants $restaurants --days $days"; do
      dotnet artifacts/app/Restpy.Host.dll $word --database "$server;Database=growth_$restaurants;Username=restpy_owner"
    done
    as_admin -d "growth_$restaurants" -c "VACUUM ANALYZE"
  done
  PATH="$pg_bin:$PATH" dotnet bench/Load/bin/Release/net10.0/Restpy.Bench.Load.dll --host artifacts/app/Restpy.Host.dll \
    --postgres "$server;Username=restpy_app" --admin "$server;Username=restpy" --log "$pg_dir/log" --small growth_10 --large "growth_$growth"
  exit
fi
sdk build bench/Floor/Restpy.Bench.Floor.csproj -c Release -v quiet -clp:ErrorsOnly
sdk build bench/Load/Restpy.Bench.Load.csproj -c Release -v quiet -clp:ErrorsOnly
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
