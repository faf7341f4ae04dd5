# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # read by the scripts that source this; set by what they sourced before
# Names of the stand-in images, and whether one is what its recipe would make. Sourced after lib.sh.

readonly images_dir=$root/scripts/images
readonly standin=deploy-to-dev-standin
readonly inputs_label=io.deploytodev.inputs
export backend_pom=$root/compose/backend/pom.xml

# The official images that the compose files and Dockerfiles name by default, and what stands in for each.
readonly image_variables=(POSTGRES_IMAGE REDIS_IMAGE NEO4J_IMAGE BUILDER_IMAGE RUNTIME_IMAGE)
declare -rA official_image=(
  [POSTGRES_IMAGE]=postgres:16 [REDIS_IMAGE]=redis:7 [NEO4J_IMAGE]=neo4j:5-community
  [BUILDER_IMAGE]=maven:3.9-eclipse-temurin-17 [RUNTIME_IMAGE]=eclipse-temurin:17-jre
)
declare -rA standin_image=(
  [POSTGRES_IMAGE]=$standin/postgres:15 [REDIS_IMAGE]=$standin/redis:7 [NEO4J_IMAGE]=$standin/neo4j:5.26
  [BUILDER_IMAGE]=$standin/maven:jdk17 [RUNTIME_IMAGE]=$standin/jre:17
)
readonly base_image=$standin/base:bookworm devhost_image=$standin/devhost:docker26
# The same dev host with the newer engine: only for tests, so no script builds it unasked.
readonly devhost28_image=$standin/devhost:docker28
# What the projects in src/it/projects run on, likewise only for tests: variable to stand-in.
readonly project_variables=(PYTHON_IMAGE NODE_IMAGE)
declare -rA project_image=([PYTHON_IMAGE]=$standin/python:3.11 [NODE_IMAGE]=$standin/node:18)
# deploy-to-dev itself; no stand-in for anything.
readonly runner_image=deploy-to-dev:latest
readonly official_base=debian:bookworm-slim
# What was decided, as NAME=image lines; written by scripts/images/ensure.
readonly images_env=$root/.demo/images.env

image_id() { docker image inspect --format '{{.Id}}' "$1" 2>/dev/null; }

# The tag comes only with the last step of a build, and the label with it: an image that has it is whole.
image_has_inputs() { # image_has_inputs IMAGE DIGEST
  [ "$(docker image inspect --format "{{index .Config.Labels \"$inputs_label\"}}" "$1" 2>/dev/null)" = "$2" ]
}

recipe_digest() { # recipe_digest DIR [FILE...] plus what stdin says (parents, arguments)
  { cat; cd "$1" && find . -type f -printf '%m %p\n' | sort; find . -type f -print0 | sort -z | xargs -0 cat; shift
    [ $# -eq 0 ] || cat "$@"; } | digest_of_stdin
}
