# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # read by the scripts that source this; set by what they sourced before
# Debian packages for this machine's own use, from an apt configuration of our own: the machine's sources,
# pins and lists stay as they are, and a broken source among them stops nothing. Sourced after lib.sh.

readonly apt_state=$machine_state/apt
readonly added_packages=$machine_state/packages-added
# Debian 12's own engine is 20.10, too old, and without Compose v2; the next release's is built so that it
# runs on Debian 12's libc, containerd and runc.
readonly engine_release=trixie
readonly engine_packages=(docker.io docker-cli docker-compose docker-buildx)

debian_release() { # the codename, when this is a Debian that we know how to serve
  # shellcheck source=/dev/null
  (. /etc/os-release 2>/dev/null && [ "${ID:-}" = debian ] && echo "${VERSION_CODENAME:-}")
}

# The address that this machine itself takes Debian from; $1 = "security" for that archive's.
debian_uri() {
  local uris
  uris=$(
    grep -hE '^URIs:' /etc/apt/sources.list.d/*.sources 2>/dev/null | sed 's/^URIs:[[:space:]]*//' | tr ' ' '\n'
    sed -nE 's/^deb(-src)?[[:space:]]+(\[[^]]*\][[:space:]]+)?([^[:space:]]+)[[:space:]].*/\3/p' \
      /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null
  ) || true
  if [ "${1:-}" = security ]; then
    grep -m1 -E '/debian-security/?$' <<<"$uris"
  else
    grep -m1 -E '/debian/?$' <<<"$uris"
  fi
}

# Writes our apt configuration; says its sources in one line each on stdout.
write_apt_configuration() {
  local release=$1 main security keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  main=$(debian_uri) || die "no Debian archive among this machine's apt sources" \
    "the packages have to come from somewhere" "add one to /etc/apt/sources.list.d, then run this again"
  security=$(debian_uri security) || security=
  mkdir -p "$apt_state"/{lists/partial,parts,archives/partial}
  {
    printf 'deb [signed-by=%s] %s %s main\n' "$keyring" "$main" "$release"
    [ -z "$security" ] || printf 'deb [signed-by=%s] %s %s-security main\n' "$keyring" "$security" "$release"
    [ "$release" = "$engine_release" ] ||
      printf 'deb [signed-by=%s] %s %s main\n' "$keyring" "$main" "$engine_release"
  } >"$apt_state/sources.list"
  printf 'Package: *\nPin: release n=%s\nPin-Priority: -10\n\nPackage: %s\nPin: release n=%s\nPin-Priority: 990\n' \
    "$engine_release" "${engine_packages[*]}" "$engine_release" >"$apt_state/preferences"
  [ "$release" != "$engine_release" ] || : >"$apt_state/preferences"
}

our_apt() {
  DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dir::Etc::SourceList="$apt_state/sources.list" \
    -o Dir::Etc::SourceParts="$apt_state/parts" -o Dir::Etc::Preferences="$apt_state/preferences" \
    -o Dir::Etc::PreferencesParts="$apt_state/parts" -o Dir::State::Lists="$apt_state/lists" \
    -o Dir::Cache::Archives="$apt_state/archives" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
    -o Acquire::Languages=none -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@"
}

# What an installation would do, by apt's own word: lines of "NAME VERSION", upgrades marked.
simulate_install() {
  our_apt -s install --no-install-recommends "$@" |
    sed -nE 's/^Inst ([^ ]+) \(([^ ]+) .*/\1 \2/p; s/^Inst ([^ ]+) \[([^]]+)\] \(([^ ]+) .*/\1 \3 (upgraded from \2)/p; s/^Remv ([^ ]+).*/\1 REMOVED/p'
}

installed_packages() { dpkg-query -W -f '${binary:Package} ${db:Status-Abbrev}\n' | sed -n 's/ ii.*//p' | sort; }

# Installs what of these is missing, and remembers what came new, so that `engine remove` takes just that away.
need_packages() { # need_packages WHAT_FOR PACKAGE...
  local what_for=$1 package missing=() before plan; shift
  for package in "$@"; do
    dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  local release; release=$(debian_release) || release=
  [ -n "$release" ] || die -c "$EXIT_NOT_HERE" "missing for $what_for: ${missing[*]}" \
    "only Debian's packages can be installed from here" "install them with this system's own package manager, then run this again"
  [ "$(id -u)" = 0 ] || die -c "$EXIT_NOT_HERE" "missing for $what_for: ${missing[*]}" \
    "installing packages needs root" "run: sudo apt-get install ${missing[*]}"
  write_apt_configuration "$release"
  logged "$machine_state/apt.log" our_apt update ||
    die "the package lists could not be fetched" "see $machine_state/apt.log" "check the network and the machine's apt sources"
  plan=$(simulate_install "${missing[@]}") || die "no way to install ${missing[*]}" "apt's answer is above" ""
  if grep -q ' REMOVED$' <<<"$plan"; then
    die "installing ${missing[*]} would remove packages that are here" "$(grep ' REMOVED$' <<<"$plan" | tr '\n' ';')" \
      "install them yourself in a way that suits this machine"
  fi
  say "For $what_for this would install, from $(cut -d' ' -f3,4 "$apt_state/sources.list" | paste -sd, | sed 's/,/, /g'):"
  printf '    %s\n' "${plan//$'\n'/$'\n'    }"
  say "  (this machine's apt sources and pins stay as they are; \`scripts/engine remove\` takes the packages away again)"
  confirm "Install them?" || die -c "$EXIT_DECLINED" "not installed" "you said no" ""
  before=$(mktemp)
  installed_packages >"$before"
  local code=0
  logged "$machine_state/apt.log" our_apt install --no-install-recommends -y \
    -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold "${missing[@]}" || code=$?
  installed_packages | comm -13 "$before" - >>"$added_packages"
  rm -f "$before" "$apt_state"/archives/*.deb
  [ "$code" -eq 0 ] || die "installing ${missing[*]} failed" "see $machine_state/apt.log" "mend what it says, then run this again"
}
