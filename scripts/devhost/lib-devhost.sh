# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # read by the scripts that source this; set by what they sourced before
# Names of what makes up a dev host, and the way into one. Sourced after lib.sh and lib-images.sh.

readonly seed_volume=deploy-to-dev-seed
readonly demo_dir=$root/.demo
readonly ssh_key=$demo_dir/id_ed25519
readonly known_hosts=$demo_dir/known_hosts
# Inside a dev host's /var/lib/docker: which images it was given, lines of "NAME ID" by this machine's engine.
readonly seed_list=.seed

container_of() { echo "deploy-to-dev-$1"; }
data_volume_of() { echo "deploy-to-dev-$1-data"; }
# The deployed tree and its releases: the engine's containers have parts of it mounted, so the two live and go together.
home_volume_of() { echo "deploy-to-dev-$1-home"; }
host_keys_volume_of() { echo "deploy-to-dev-$1-host-keys"; }
volumes_of() { data_volume_of "$1"; home_volume_of "$1"; host_keys_volume_of "$1"; }

# What the tests' projects run on comes along where it was built; the demo does not need it.
wanted_images() {
  local line image variable
  {
    while read -r line; do
      [[ $line == [A-Z]*_IMAGE=* && $line != DEVHOST_IMAGE=* ]] || continue
      image=${line#*=}
      echo "$image $(image_id "$image")"
    done < <(cat "$images_env" 2>/dev/null) # not there before the first build of them
    for variable in "${project_variables[@]}"; do
      image=${project_image[$variable]}
      [ -z "$(image_id "$image")" ] || echo "$image $(image_id "$image")"
    done
  } | sort
}

load_images() { # load_images CONTAINER IMAGE...
  docker save "${@:2}" | docker exec --interactive "$1" docker load --quiet >/dev/null
}

is_ready() { docker exec "$1" test -e /run/devhost.ready 2>/dev/null; }

# Ready, or ended: a container that has given up need not be waited for.
ready_or_ended() { is_ready "$1" || [ "$(docker inspect --format '{{.State.Running}}' "$1" 2>/dev/null)" != true ]; }

wait_until_ready() {
  if ! { wait_until 90 ready_or_ended "$1" && is_ready "$1"; }; then
    docker logs --tail 25 "$1" >&2 || true
    die "the dev host $1 did not become ready" "the end of its log is above" "mend what it says, then run this again"
  fi
}
