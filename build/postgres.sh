# Sourced. Starts a throw-away PostgreSQL for the tests and exports RESTPY_TEST_POSTGRES; says so where it cannot. The
# connection is its administrator's, who makes databases; the product and its tests run as the roles of db/roles.sql.
# What tests write need not outlive the machine, and making files on a disk was most of a new database's time.
test_folder() {
  local free
  free=$(df --output=avail -k /dev/shm 2>/dev/null | tail -n 1)
  if [ -w /dev/shm ] && [ "${free:-0}" -gt 6000000 ]; then echo /dev/shm; else echo /tmp; fi
}
roles_sql=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/db/roles.sql
start_postgres() {
  [ -n "${RESTPY_TEST_POSTGRES:-}" ] && return 0
  # Not local: the trap that stops the server runs after this function is gone.
  pg_bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
  if [ -z "$pg_bin" ]; then
    echo "PostgreSQL is not installed: its tests are skipped." >&2
    return 1
  fi
  # Where it is asked to be durable, as for measurements, it lies on the disk.
  local folder=/tmp
  [ -n "${PG_OPTIONS:-}" ] || folder=$(test_folder)
  pg_dir=$(mktemp -d "$folder/restpy-pg.XXXXXX")
  pg_as=()
  if [ "$(id -u)" = 0 ]; then
    chown postgres "$pg_dir"
    pg_as=(runuser -u postgres --)
  fi
  pg_port=$((20000 + RANDOM % 20000))
  (cd "$pg_dir" && "${pg_as[@]}" "$pg_bin/initdb" -D "$pg_dir/data" -U restpy --auth=trust -E UTF8 --locale=C >/dev/null &&
    "${pg_as[@]}" "$pg_bin/pg_ctl" -D "$pg_dir/data" -w -l "$pg_dir/log" -o "-p $pg_port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$pg_dir -c max_connections=800 ${PG_OPTIONS:--c fsync=off}" start >/dev/null) || return 1
  stop_postgres() { "${pg_as[@]}" "$pg_bin/pg_ctl" -D "$pg_dir/data" -m immediate stop >/dev/null 2>&1; rm -rf "$pg_dir"; unset RESTPY_TEST_POSTGRES; }
  # What every database of the tests is a copy of: empty, with the roles in their places.
  as_admin() { "$pg_bin/psql" -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$pg_port" -U restpy "$@"; }
  (as_admin -d postgres -c "CREATE DATABASE restpy_empty" && as_admin -d restpy_empty -f "$roles_sql") >/dev/null || return 1
  export RESTPY_TEST_POSTGRES="Host=127.0.0.1;Port=$pg_port;Username=restpy;Database=postgres"
}
