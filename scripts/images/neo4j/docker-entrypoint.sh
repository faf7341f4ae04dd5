#!/usr/bin/env bash
# Turns the official image's environment into Neo4j's configuration, then runs the server.
set -euo pipefail

readonly conf=$NEO4J_HOME/conf/neo4j.conf
declare -A settings=(
  [server.default_listen_address]=0.0.0.0
  [server.directories.data]=/data
  [server.directories.logs]=/logs
  [server.memory.pagecache.size]=64M
  [dbms.usage_report.enabled]=false
  # Else a stop waits ten seconds for Bolt to stay quiet.
  [internal.dbms.bolt.netty_server_shutdown_quiet_period]=0
)
jvm_options=()
heap_initial='' heap_max=''

# NEO4J_server_memory_pagecache_size -> server.memory.pagecache.size; a double underscore stands for one.
read_environment() {
  local variable name value
  for variable in $(compgen -e NEO4J_ || true); do
    value=${!variable}
    case $variable in
      NEO4J_HOME | NEO4J_EDITION | NEO4J_AUTH | NEO4J_AUTH_PATH | NEO4J_PLUGINS | NEO4J_DEBUG | \
        NEO4J_ACCEPT_LICENSE_AGREEMENT | NEO4J_SHA256 | NEO4J_TARBALL) continue ;;
      NEO4J_[!a-z]*) continue ;; # compose files hand NEO4J_PASSWORD and its like along; settings are lower case
    esac
    name=${variable#NEO4J_}
    name=${name//__/%}; name=${name//_/.}; name=${name//%/_}
    case $name in
      server.memory.heap.initial_size) heap_initial=$value ;;
      server.memory.heap.max_size) heap_max=$value ;;
      server.jvm.additional) read -r -a jvm_options <<<"$value" ;;
      *) settings[$name]=$value ;;
    esac
  done
}

write_configuration() {
  local name
  for name in "${!settings[@]}"; do printf '%s=%s\n' "$name" "${settings[$name]}"; done | sort >"$conf"
}

set_first_password() {
  [ ! -e /data/dbms/auth.ini ] && [ ! -e /data/databases/system ] || return 0
  neo4j-admin dbms set-initial-password "$1" >/dev/null
}

[ "$1" = neo4j ] || exec "$@"
if [ "$(id -u)" = 0 ]; then
  find /data /logs "$NEO4J_HOME/conf" \! -user neo4j -exec chown neo4j:neo4j '{}' +
  exec setpriv --reuid=neo4j --regid=neo4j --init-groups "$0" "$@"
fi

read_environment
[ -z "${NEO4J_AUTH_PATH:-}" ] || NEO4J_AUTH=$(<"$NEO4J_AUTH_PATH")
case ${NEO4J_AUTH:-} in
  '') ;;
  none) settings[dbms.security.auth_enabled]=false ;;
  neo4j/neo4j)
    echo "error: NEO4J_AUTH names the default password, which Neo4j does not accept" >&2
    exit 1 ;;
  neo4j/*) first_password=${NEO4J_AUTH#neo4j/} ;;
  *)
    echo "error: NEO4J_AUTH has to be 'none' or 'neo4j/PASSWORD'" >&2
    exit 1 ;;
esac
write_configuration
[ -z "${first_password:-}" ] || set_first_password "$first_password"
unset NEO4J_AUTH first_password

exec java -Xms"${heap_initial:-256m}" -Xmx"${heap_max:-512m}" -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError \
  --add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/java.io=ALL-UNNAMED \
  --add-opens=java.base/sun.nio.ch=ALL-UNNAMED --add-opens=java.base/java.util.concurrent=ALL-UNNAMED \
  -Dio.netty.tryReflectionSetAccessible=true -Dlog4j2.disable.jmx=true \
  "${jvm_options[@]}" -cp "$NEO4J_HOME/lib/*:$NEO4J_HOME/plugins/*" \
  org.neo4j.server.CommunityEntryPoint --home-dir="$NEO4J_HOME" --config-dir="$NEO4J_HOME/conf" --console-mode
