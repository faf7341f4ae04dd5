package io.deploytodev.release;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Command;
import io.deploytodev.host.Sharing;
import java.util.List;
import java.util.Optional;

/**
 * What an account may do in a state directory that the configuration names. One that is setgid and that its group may
 * write is shared by that group; any other belongs to one account.
 *
 * @param base the directory
 * @param directory the project's in it
 * @param shared whether a group shares it
 * @param found the directory itself; empty when it is not there and cannot be made
 * @param blocked the first path that this account cannot use as it must
 */
public record StateAccess(
        String base, String directory, boolean shared, Optional<Entry> found, Optional<Entry> blocked) {

    /** The source tree is left out: what containers write there may be theirs alone. */
    private static final String ASK = """
            export LC_ALL=C
            umask 077
            mkdir -p -- "$1" 2> /dev/null
            stat -c 'found %a %U %G %n' -- "$1" 2> /dev/null || exit 0
            [ -n "$(find "$1" -maxdepth 0 -perm -2070)" ] && echo shared
            find "$1" "$2" -maxdepth 0 '(' -not -readable -o -not -writable -o -not -executable ')' \
              -printf 'blocked %m %u %g %p\\n' 2> /dev/null
            find "$2" -mindepth 1 -maxdepth 3 -path "$2/source/*" -prune -o \
              '(' -not -readable -o -not -writable -o -type d -not -executable ')' -not -type l \
              -printf 'blocked %m %u %g %p\\n' 2> /dev/null
            true
            """;

    public static Command<StateAccess> ask(String base, String project) {
        String directory = base + "/" + project;
        return Command.script(ASK, List.of(base, directory)).parsedBy(result -> {
            List<String> lines = result.text().lines().toList();
            return new StateAccess(
                    base, directory, lines.contains("shared"), first("found ", lines), first("blocked ", lines));
        });
    }

    private static Optional<Entry> first(String word, List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(word))
                .map(line -> line.substring(word.length()).split(" ", 4))
                .map(parts -> new Entry(parts[0], parts[1], parts[2], parts[3]))
                .findFirst();
    }

    public Sharing sharing() {
        return shared ? Sharing.GROUP : Sharing.OWNER;
    }

    /** What keeps this account from using it, and the command that mends it. */
    public Optional<DeployFailure> problem(String host, String user, String groups) {
        if (found.isEmpty()) {
            return failure(
                    "There is no state directory " + base + " on " + host + ".",
                    "deploy.yml names it under state, and " + user + " may not make it there.",
                    "On the host: sudo install -d -m 2770 -g " + sharedGroup(groups) + " " + base);
        }
        return blocked.flatMap(entry -> blockedBy(entry, host, user, groups));
    }

    private Optional<DeployFailure> blockedBy(Entry entry, String host, String user, String groups) {
        String what = user + " may not use the state directory " + directory + " on " + host + ".";
        String why = entry.path() + " belongs to " + entry.owner() + ", group " + entry.group() + ", and has mode "
                + entry.mode() + "; " + user + " is in the groups: " + groups + ".";
        String group = found.map(Entry::group).orElse(entry.group());
        if (shared && !List.of(groups.split(" +", -1)).contains(group)) {
            return failure(what, why, "On the host: sudo usermod -aG " + group + " " + user + ", then log in anew.");
        }
        String mended = shared ? directory : base;
        String shareWith = shared ? group : sharedGroup(groups);
        return failure(
                what,
                why,
                "On the host: sudo chgrp -R " + shareWith + " " + mended + " && sudo chmod -R g+rwX " + mended
                        + " && sudo find " + mended + " -type d -exec chmod g+s {} +");
    }

    /** Everybody who deploys must be in group docker, where the engine is Docker's usual one. */
    private static String sharedGroup(String groups) {
        List<String> all = List.of(groups.trim().split(" +", -1));
        return all.contains("docker") ? "docker" : all.get(0);
    }

    private static Optional<DeployFailure> failure(String what, String why, String next) {
        return Optional.of(new DeployFailure(FailureKind.HOST, what, why, next));
    }

    /** A path with its permissions. */
    record Entry(String mode, String owner, String group, String path) {}
}
