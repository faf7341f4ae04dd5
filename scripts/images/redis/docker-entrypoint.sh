#!/bin/sh
# Runs the server as the official image does: options alone mean redis-server, never as root.
set -e

case ${1:-} in
  -* | *.conf) set -- redis-server "$@" ;;
esac
if [ "$1" = redis-server ]; then
  if [ "$(id -u)" = 0 ]; then
    find . \! -user redis -exec chown redis '{}' +
    exec setpriv --reuid=redis --regid=redis --init-groups "$0" "$@"
  fi
  # The official server is compiled with this off, for the container's own network stands around it. It goes
  # before the other options: only a last argument "-" makes the server read its settings from stdin.
  case " $* " in
    *" --protected-mode "*) ;;
    *)
      shift
      case ${1:-} in
        '') set -- redis-server --protected-mode no ;;
        -*) set -- redis-server --protected-mode no "$@" ;;
        *) conf=$1; shift; set -- redis-server "$conf" --protected-mode no "$@" ;;
      esac ;;
  esac
fi
exec "$@"
