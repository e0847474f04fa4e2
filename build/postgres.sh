# Sourced. Starts a throw-away PostgreSQL for the tests and exports RESTPY_TEST_POSTGRES; says so where it cannot.
start_postgres() {
  [ -n "${RESTPY_TEST_POSTGRES:-}" ] && return 0
  # Not local: the trap that stops the server runs after this function is gone.
  pg_bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
  if [ -z "$pg_bin" ]; then
    echo "PostgreSQL is not installed: its tests are skipped." >&2
    return 1
  fi
  pg_dir=$(mktemp -d /tmp/restpy-pg.XXXXXX)
  pg_as=()
  if [ "$(id -u)" = 0 ]; then
    chown postgres "$pg_dir"
    pg_as=(runuser -u postgres --)
  fi
  local port=$((20000 + RANDOM % 20000))
  (cd "$pg_dir" && "${pg_as[@]}" "$pg_bin/initdb" -D "$pg_dir/data" -U restpy --auth=trust -E UTF8 --locale=C >/dev/null &&
    "${pg_as[@]}" "$pg_bin/pg_ctl" -D "$pg_dir/data" -w -l "$pg_dir/log" -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$pg_dir -c max_connections=300 ${PG_OPTIONS:--c fsync=off}" start >/dev/null) || return 1
  stop_postgres() { "${pg_as[@]}" "$pg_bin/pg_ctl" -D "$pg_dir/data" -m immediate stop >/dev/null 2>&1; rm -rf "$pg_dir"; }
  export RESTPY_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=restpy;Database=postgres"
}
