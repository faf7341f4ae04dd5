package io.deploytodev.backup;

/**
 * What the scripts have in common that write and read archives on a host. An archive is a plain tar file whose members are
 * packed one by one, so that nothing but {@code tar} and the packer is needed to get something out of it.
 *
 * <p>Volumes are read and written by the engine ({@code docker cp} of a container that is never started), of an image
 * without content: so no image needs a {@code tar} in it, and none is pulled.
 */
final class ArchiveScripts {

    /** For what the engine mounts of a project that has no image at hand. */
    static final String EMPTY_IMAGE = "deploy-to-dev-empty";

    /**
     * Parameters: the directory of the project's archives, the id, the packer, the image without content, the label of the
     * containers that are made for this alone. What goes wrong in
     * the middle of a pipe is noted by taking a file away, for a plain shell tells only of its end: where the directory itself
     * was taken away, nothing is sound, either.
     */
    static final String BASE = """
            set -eu
            export LC_ALL=C
            umask 077
            dir=$1 id=$2 packer=$3 image=$4 label=$5
            shift 5
            tmp=$dir/.$id.tmp part=$dir/.$id.part
            exec 3>&1
            mkdir -p -- "$tmp"
            pack() { case $packer in zstd) zstd -q -c ;; gzip) gzip -c ;; *) cat ;; esac; }
            unpack() { case $packer in zstd) zstd -q -d -c ;; gzip) gzip -d -c ;; *) cat ;; esac; }
            counted() { dd bs=256k iflag=fullblock status=progress 2>&3; }
            afresh() {
              rm -f -- "$tmp/failed"
              : > "$tmp/sound"
            }
            unsound() {
              rm -f -- "$tmp/sound"
              echo "$1" >> "$tmp/failed"
            }
            sound() { "$@" || unsound "$1"; }
            require() {
              [ -e "$tmp/sound" ] || { echo "$1 failed: $({ tr '\\n' ' ' < "$tmp/failed"; } 2> /dev/null || echo its files are gone)" >&2; exit 1; }
            }
            helper=
            mounted() {
              docker image inspect -- "$image" > /dev/null 2>&1 || tar -cf - -T /dev/null | docker import - "$image" > /dev/null
              case $1 in /*) type=bind ;; *) type=volume ;; esac
              helper=$(docker create --network none --label "$label" --mount "type=$type,source=$1,target=/backup/volume$2" -- "$image" /none)
            }
            unmounted() {
              [ -z "$helper" ] || docker rm --force -- "$helper" > /dev/null
              helper=
            }
            """;

    /**
     * {@code looked} passes a tar file on, and leaves a digest of what is in it: contents, names, owners, modes, and no times;
     * {@code rows} passes a dump on, and leaves how many rows it has of each table.
     */
    static final String LOOK = """
            looked() {
              rm -f -- "$tmp/c" "$tmp/l"
              mkfifo "$tmp/c" "$tmp/l"
              { tar -xOf - 2> /dev/null || :; cat > /dev/null; } < "$tmp/c" | sha256sum > "$tmp/c.sum" &
              { tar -tvf - --numeric-owner 2> /dev/null || :; cat > /dev/null; } < "$tmp/l" \\
                | sed -E 's/ +[0-9]+ [0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]+ / /' | sha256sum > "$tmp/l.sum" &
              tee -- "$tmp/c" "$tmp/l"
              wait
              cat "$tmp/c.sum" "$tmp/l.sum" | sha256sum | cut -c1-64 > "$tmp/digest"
            }
            rows() {
              rm -f -- "$tmp/c"
              mkfifo "$tmp/c"
              awk '
                !inside && /^COPY .* FROM stdin;$/ {
                  inside = 1; rows = 0; table = $0
                  sub(/^COPY /, "", table); sub(/ FROM stdin;$/, "", table); sub(/ *\\(.*\\)$/, "", table); sub(/ +$/, "", table)
                  next
                }
                inside && $0 == "\\\\." { inside = 0; print "rows\\t" rows "\\t" table; next }
                inside { rows++ }' < "$tmp/c" > "$tmp/rows" &
              tee -- "$tmp/c"
              wait
            }
            """;

    /**
     * {@code append NAME LOOK PACK PROGRAM...} makes a member of what a program says. Its header stands before it and tells its
     * size, so room is left for that, and it is written at the end: by {@code tar} itself, of a file of that size without
     * content.
     */
    static final String APPEND = """
            append() {
              name=$1 look=$2 pack=$3
              shift 3
              afresh
              rm -f -- "$tmp/digest" "$tmp/rows"
              echo "begin $name" >&3
              offset=$(wc -c < "$part")
              head -c 512 /dev/zero >> "$part"
              sound "$@" | sound counted | sound "$look" | sound "$pack" | sound tee -a -- "$part" | sha256sum > "$tmp/sum"
              require "saving $name"
              size=$(($(wc -c < "$part") - offset - 512))
              mkdir -p -- "$tmp/h/$(dirname -- "$name")"
              truncate -s "$size" -- "$tmp/h/$name"
              tar -C "$tmp/h" --format=gnu --numeric-owner --owner=0 --group=0 --mode=0600 -cf - -- "$name" 2> /dev/null \\
                | head -c 512 > "$tmp/header"
              dd if="$tmp/header" of="$part" bs=512 seek="$((offset / 512))" conv=notrunc status=none
              head -c "$(((512 - size % 512) % 512))" /dev/zero >> "$part"
              rm -rf -- "$tmp/h"
              [ ! -e "$tmp/rows" ] || cat -- "$tmp/rows"
              printf 'member %s %s %s %s\\n' "$size" "$(cut -c1-64 < "$tmp/sum")" "$(cat -- "$tmp/digest" 2> /dev/null || echo -)" "$name"
            }
            """;

    /** {@code forget_helpers LABEL} removes the containers that somebody who was cut off left. */
    static final String FORGET_HELPERS = """
            forget_helpers() {
              docker ps --all --quiet --filter "label=$1" 2> /dev/null | while read -r left; do
                docker rm --force --volumes -- "$left" > /dev/null 2>&1 || :
              done
            }
            """;

    /**
     * {@code once_more ID...} starts containers that may be about to stop: who was cut off while the engine stopped them left it at
     * that, and a start in the meantime would be in vain. A second stop waits for the first one.
     */
    static final String ONCE_MORE = """
            once_more() {
              docker stop -- "$@" > /dev/null 2>&1 || :
              docker start -- "$@" > /dev/null
            }
            """;

    /** The label of the containers that are made only to save or restore a project. */
    static String label(String project) {
        return "io.deploytodev.helper=" + project;
    }

    /** As the images of Postgres are told who may do everything; no password is ever an argument. */
    static final String AS_SUPERUSER = """
            [ -z "${POSTGRES_USER_FILE:-}" ] || POSTGRES_USER=$(cat "$POSTGRES_USER_FILE")
            [ -z "${POSTGRES_PASSWORD_FILE:-}" ] || POSTGRES_PASSWORD=$(cat "$POSTGRES_PASSWORD_FILE")
            export PGUSER="${POSTGRES_USER:-postgres}" PGPASSWORD="${POSTGRES_PASSWORD:-}" PGDATABASE="$1"
            shift
            exec "$@"
            """;

    private ArchiveScripts() {}
}
