#!/usr/bin/env bash
# Initialises the database at the first start the way the official image does, then runs the server.
set -euo pipefail

from_file() { # NAME [DEFAULT]: NAME itself, or the content of the file that NAME_FILE names
  local name=$1 file_name=$1_FILE
  if [ -n "${!name:-}" ] && [ -n "${!file_name:-}" ]; then
    echo "error: both $name and $file_name are set" >&2
    exit 1
  fi
  if [ -n "${!file_name:-}" ]; then export "$name=$(<"${!file_name}")"; else export "$name=${!name:-${2:-}}"; fi
  unset "$file_name"
}

run_init_file() {
  local psql=(psql -v ON_ERROR_STOP=1 --no-password --no-psqlrc --username "$POSTGRES_USER" --dbname "$POSTGRES_DB")
  case $1 in
    *.sh)
      # One that is not executable is meant to be read into this shell, so that it can set variables.
      # shellcheck source=/dev/null
      if [ -x "$1" ]; then "$1"; else . "$1"; fi ;;
    *.sql) "${psql[@]}" -f "$1" ;;
    *.sql.gz) gunzip -c "$1" | "${psql[@]}" ;;
    *.sql.xz) xz -dc "$1" | "${psql[@]}" ;;
    *) echo "$0: ignoring $1" ;;
  esac
}

initialise() {
  if [ -z "$POSTGRES_PASSWORD" ] && [ "${POSTGRES_HOST_AUTH_METHOD:-}" != trust ]; then
    echo "error: the database is not initialised and POSTGRES_PASSWORD is not set" >&2
    exit 1
  fi
  local arguments=()
  read -r -a arguments <<<"${POSTGRES_INITDB_ARGS:-}"
  initdb --username="$POSTGRES_USER" --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") "${arguments[@]}"
  printf '\nhost all all all %s\n' "${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}" >>"$PGDATA/pg_hba.conf"

  # On the unix socket alone: nobody outside must take the half-initialised database for a ready one.
  PGUSER=$POSTGRES_USER pg_ctl --silent -w start -o "-c listen_addresses='' -p 5432"
  export PGPASSWORD=$POSTGRES_PASSWORD
  if [ "$POSTGRES_DB" != postgres ]; then
    psql -v ON_ERROR_STOP=1 --no-psqlrc --username "$POSTGRES_USER" --dbname postgres --set db="$POSTGRES_DB" \
      <<<'CREATE DATABASE :"db";'
  fi
  local file
  for file in /docker-entrypoint-initdb.d/*; do
    [ -e "$file" ] || continue
    echo "$0: running $file"
    run_init_file "$file"
  done
  unset PGPASSWORD
  pg_ctl --silent -m fast -w stop
}

[ "${1:0:1}" != - ] || set -- postgres "$@"
[ "$1" = postgres ] || exec "$@"

if [ "$(id -u)" = 0 ]; then
  mkdir -p "$PGDATA"
  find "$PGDATA" /var/run/postgresql \! -user postgres -exec chown postgres '{}' +
  chmod 700 "$PGDATA"
  exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
fi

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  from_file POSTGRES_PASSWORD
  from_file POSTGRES_USER postgres
  from_file POSTGRES_DB "$POSTGRES_USER"
  initialise
fi
exec "$@"
