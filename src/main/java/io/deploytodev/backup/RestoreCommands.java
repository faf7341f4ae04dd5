package io.deploytodev.backup;

import io.deploytodev.host.Command;
import io.deploytodev.host.CommandResult;
import java.util.List;

/** The commands by which a host brings back what an archive holds, as values. */
public final class RestoreCommands {

    /**
     * {@code emptied PLACE KEY IMAGE} leaves an empty volume or directory: a volume that nobody has is made anew; one that
     * stopped containers have stays, with its settings, and is emptied by a container of {@code IMAGE}.
     */
    private static final String EMPTY = """
            made() {
              docker volume create --label "com.docker.compose.project=$project" --label "com.docker.compose.volume=$2" \\
                -- "$1" > /dev/null
            }
            emptied() {
              case $1 in
                /*) mkdir -p -- "$1" 2> /dev/null || : ;;
                *)
                  docker volume inspect -- "$1" > /dev/null 2>&1 || { made "$1" "$2"; return; }
                  owner=$(docker volume inspect --format '{{index .Labels "com.docker.compose.project"}}' -- "$1")
                  if [ -n "$owner" ] && [ "$owner" != "$project" ]; then
                    echo "the volume $1 belongs to the project $owner" >&2
                    exit 1
                  fi
                  users=$(docker ps --format '{{.Names}}' --filter "volume=$1" | tr '\\n' ' ')
                  [ -z "$users" ] || { echo "the volume $1 is in use by $users" >&2; exit 1; }
                  if [ -z "$(docker ps --all --quiet --filter "volume=$1")" ] \\
                    && [ "$(docker volume inspect --format '{{.Driver}} {{len .Options}}' -- "$1")" = "local 0" ]; then
                    docker volume rm -- "$1" > /dev/null
                    made "$1" "$2"
                    return
                  fi ;;
              esac
              if [ -n "$3" ]; then
                case $1 in /*) type=bind ;; *) type=volume ;; esac
                docker run --rm --pull never --network none --label "$label" --user 0:0 --entrypoint /bin/sh \\
                  --mount "type=$type,source=$1,target=/backup" -- "$3" \\
                  -c 'rm -rf -- /backup/* /backup/.[!.]* /backup/..?*'
              else
                case $1 in
                  /*) find "$1" -mindepth 1 -delete ;;
                  *) echo "the volume $1 has settings of its own, and no container of the project is there to empty it" >&2; exit 1 ;;
                esac
              fi
            }
            """;

    private static final String MEMBER = """
            member() { tar -xOf "$file" --occurrence=1 -- "$1"; }
            """;

    private static final String FILL = ArchiveScripts.BASE + ArchiveScripts.LOOK + EMPTY + MEMBER + """
            file=$1 project=$2
            shift 2
            trap unmounted EXIT
            trap 'exit 143' HUP INT TERM
            while [ $# -gt 0 ]; do
              afresh
              echo "begin $1" >&3
              emptied "$2" "$3" "$4"
              mounted "$2" ""
              sound member "$1" | sound unpack | sound counted | sound docker cp - "$helper:/backup" > /dev/null
              require "restoring $1"
              sound docker cp "$helper:/backup/volume" - | sound looked > /dev/null
              require "reading $1 again"
              unmounted
              echo "restored $(cat -- "$tmp/digest") $1"
              shift 4
            done
            """;

    private static final String COUNT = "SELECT 'rows' || E'\\t' || (xpath('/row/c/text()', query_to_xml("
            + "format('SELECT count(*) AS c FROM ONLY %I.%I', nspname, relname), false, true, '')))[1]::text || E'\\t'"
            + " || quote_ident(nspname) || '.' || quote_ident(relname)"
            + " FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace"
            + " WHERE relkind = 'r' AND nspname <> 'information_schema' AND nspname NOT LIKE 'pg!_%' ESCAPE '!'";

    /**
     * A server that is not there yet is made for this alone, in the volume that its service will find: under the same
     * superuser, whose password the roles bring.
     */
    private static final String LOAD = ArchiveScripts.BASE + EMPTY + MEMBER + """
            file=$1 project=$2 login=$3 count=$4 container=$5 server=$6 volume=$7 key=$8 target=$9
            shift 9
            data=$1 user=$2 arguments=$3 roles=$4
            shift 4
            own=
            over() {
              [ -z "$own" ] || { docker stop -- "$own" > /dev/null; docker rm --force -- "$own" > /dev/null; }
              own=
            }
            trap over EXIT
            trap 'exit 143' HUP INT TERM
            if [ -z "$container" ]; then
              emptied "$volume" "$key" ""
              POSTGRES_PASSWORD=$(head -c 18 /dev/urandom | base64)
              export POSTGRES_PASSWORD
              own=$(docker run --detach --pull never --network none --label "$label" --mount "type=volume,source=$volume,target=$target" \\
                --env "PGDATA=$data" --env "POSTGRES_USER=$user" --env POSTGRES_DB=postgres \\
                --env "POSTGRES_INITDB_ARGS=$arguments" --env POSTGRES_PASSWORD -- "$server")
              container=$own
            else
              docker start -- "$container" > /dev/null
            fi
            docker exec -- "$container" sh -c '
              end=$(($(date +%s) + 180))
              until pg_isready -q -h 127.0.0.1; do
                [ "$(date +%s)" -lt "$end" ] || exit 1
                sleep 0.2
              done' || { docker logs --tail 20 -- "$container" >&2; echo "Postgres does not answer" >&2; exit 1; }
            sql() {
              base=$1
              shift
              docker exec -i -- "$container" sh -c "$login" sh "$base" psql -X -q "$@"
            }
            afresh
            sound member "$roles" | sound unpack | sql template1 > /dev/null 2> "$tmp/said" || unsound psql
            require "restoring $roles"
            if grep -e ERROR -e FATAL -- "$tmp/said" | grep -v 'already exists' >&2; then exit 1; fi
            echo "restored - $roles"
            while [ $# -gt 0 ]; do
              afresh
              echo "begin $1" >&3
              echo "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :'db' AND pid <> pg_backend_pid();" \\
                | sql template1 -v "db=$2" > /dev/null
              sound member "$1" | sound unpack | sound counted | sound sql template1 -v ON_ERROR_STOP=1 > /dev/null
              require "restoring $1"
              sql "$2" -A -t -c "$count" < /dev/null 2> "$tmp/said" || grep -q 'unsupported XML feature' -- "$tmp/said" \\
                || { cat -- "$tmp/said" >&2; echo "the rows of $2 cannot be counted" >&2; exit 1; }
              echo "restored - $1"
              shift 2
            done
            """;

    private RestoreCommands() {}

    /**
     * Puts members of an archive in the place of what is in volumes and directories. Says what {@link RestoredMembers} reads.
     *
     * @param file the archive, on the host
     */
    public static Command<RestoredMembers> fill(SaveCommands.Writing work, String file, List<Target> targets) {
        List<String> parameters = work.parameters();
        parameters.addAll(List.of(file, work.project()));
        targets.forEach(target ->
                parameters.addAll(List.of(target.member().file(), target.place(), target.key(), target.emptiedBy())));
        return job(Command.script(FILL, parameters));
    }

    /**
     * Puts dumps in the place of databases.
     *
     * @param container of the server; empty to make one for this alone
     * @param members roles first
     */
    public static Command<RestoredMembers> load(
            SaveCommands.Writing work,
            String file,
            String container,
            Server server,
            String volume,
            List<Member> members) {
        List<String> parameters = work.parameters();
        parameters.addAll(List.of(
                file,
                work.project(),
                ArchiveScripts.AS_SUPERUSER,
                COUNT,
                container,
                server.image(),
                volume,
                server.volume(),
                server.destination(),
                server.data(),
                server.user(),
                server.initialArguments(),
                members.get(0).file()));
        members.subList(1, members.size()).forEach(each -> parameters.addAll(List.of(each.file(), each.place())));
        return job(Command.script(LOAD, parameters));
    }

    /** Whether a container of an image, by its id, could empty a volume. */
    public static Command<Boolean> hasShell(String image) {
        return Command.of(List.of(
                        "docker",
                        "run",
                        "--rm",
                        "--pull",
                        "never",
                        "--network",
                        "none",
                        "--user",
                        "0:0",
                        "--entrypoint",
                        "/bin/sh",
                        "--",
                        image,
                        "-c",
                        "command -v rm > /dev/null"))
                .accepting(0, 1, 125, 126, 127)
                .repeatable()
                .parsedBy(result -> result.exitCode() == 0);
    }

    private static Command<RestoredMembers> job(Command<CommandResult> command) {
        return SaveCommands.goingOn(command).parsedBy(result -> RestoredMembers.parse(result.text()));
    }

    /**
     * Where a member goes.
     *
     * @param place a volume, by the engine's name, or an absolute directory
     * @param key of the volume, as Compose labels it
     * @param emptiedBy an image with a shell, by which it is emptied where containers have it; empty when none is there
     */
    public record Target(Member member, String place, String key, String emptiedBy) {}
}
