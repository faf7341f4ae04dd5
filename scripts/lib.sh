# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # read by the scripts that source this; set by what they sourced before
# What all scripts share: words to the person, waiting for facts, Debian packages. Sourced, never run.

# Before anything that an older bash, as macOS has it, would not even understand.
if [ "${BASH_VERSINFO[0]}" -lt 5 ]; then
  echo "error: these scripts need bash 5, this is $BASH_VERSION; on macOS: brew install bash coreutils findutils flock" >&2
  exit 3
fi
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export root
# Machine-wide, not in the checkout: packages and the engine are the machine's, and a second checkout
# has to find out what a first one added.
readonly machine_state=/var/lib/deploy-to-dev
# For locks that everybody may take.
machine_state_for_user=${XDG_RUNTIME_DIR:-/tmp}/deploy-to-dev-$(id -u)
readonly machine_state_for_user
readonly label_key=io.deploytodev.made-by

# Exit codes of all scripts: 0 done, 1 failed, 2 wrong usage, and these.
export EXIT_NOT_HERE=3 EXIT_DECLINED=4

say() { printf '%s\n' "$*"; }
warn() { printf '%s\n' "$*" >&2; }
die() { # die [-c CODE] WHAT WHY NEXT
  local code=1
  if [ "$1" = -c ]; then code=$2; shift 2; fi
  warn "error: $1"
  [ -z "${2:-}" ] || warn "  why:  $2"
  [ -z "${3:-}" ] || warn "  next: $3"
  exit "$code"
}

have() { command -v "$1" >/dev/null 2>&1; }

now_ms() { local t=${EPOCHREALTIME/[.,]/}; echo "${t%???}"; }

seconds_since() { # seconds_since START_MS -> "3.4 s"
  local ms=$(($(now_ms) - $1))
  printf '%d.%d s' $((ms / 1000)) $((ms % 1000 / 100))
}

# The one wait of all scripts: for a fact, with a deadline. The command says the fact by its exit code.
wait_until() { # wait_until SECONDS COMMAND...
  local deadline=$((SECONDS + $1)); shift
  until "$@"; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 0.1
  done
}

# Runs a command with its output kept in a file, and shows the end of that only when it fails.
logged() { # logged LOGFILE COMMAND...
  local log=$1 code=0; shift
  mkdir -p "$(dirname "$log")"
  "$@" >>"$log" 2>&1 </dev/null || code=$?
  [ "$code" -eq 0 ] || { warn "--- last lines of $log"; tail -n 25 "$log" >&2; }
  return "$code"
}

confirm() { # confirm QUESTION; yes without asking when nobody is there to answer
  [ "${assume_yes:-no}" = no ] && [ -t 0 ] || return 0
  local answer
  read -r -p "$1 [y/N] " answer
  [[ $answer == [yY]* ]]
}

# One at a time, over all checkouts and users of this machine. Let go when the script ends, however it ends.
lock() { # lock FILE
  mkdir -p "$(dirname "$1")"
  exec {lock_fd}>"$1"
  flock -n "$lock_fd" || say "waiting for another run, which holds $1"
  flock -w 1800 "$lock_fd" ||
    die "another run holds $1 for half an hour" "two runs at once would spoil each other's work" "end it, then run this again"
}

# For children that outlive the script: a descriptor that they inherit, from it or from whoever called it, would keep a lock.
exec_unlocked() {
  local descriptor
  for descriptor in /proc/self/fd/*; do
    descriptor=${descriptor##*/}
    if [ "$descriptor" -gt 2 ]; then eval "exec $descriptor>&-"; fi
  done
  exec "$@"
}

free_port() { # free_port FIRST -> the first port from there on that nobody listens on at loopback
  local port=$1
  while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 1)); done
  echo "$port"
}

digest_of_stdin() { sha256sum | cut -c1-16; }

# An older static client may stand before the packaged one in PATH and know no Compose.
if have docker && [ -x /usr/bin/docker ] && ! docker compose version >/dev/null 2>&1; then
  PATH=/usr/bin:$PATH
fi
