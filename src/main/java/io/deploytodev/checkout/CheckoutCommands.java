package io.deploytodev.checkout;

import io.deploytodev.host.Command;
import io.deploytodev.host.CommandResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What git is asked for a checkout of its own; pure. Nothing that could be secret is an argument: that is in a file. */
final class CheckoutCommands {

    /** Git's exit code for "fatal". */
    static final int FATAL = 128;

    /** Files and directories as other people's checkouts have them, however this process was started. */
    private static final String OPEN = "umask 022 && exec \"$@\"";

    /** Where a repository lies is said by the working directory alone, also when a hook of git's started this. */
    private static final List<String> NOT_INHERITED = List.of(
            "GIT_DIR",
            "GIT_WORK_TREE",
            "GIT_INDEX_FILE",
            "GIT_OBJECT_DIRECTORY",
            "GIT_ALTERNATE_OBJECT_DIRECTORIES",
            "GIT_COMMON_DIR",
            "GIT_NAMESPACE",
            "GIT_PREFIX",
            "GIT_SHALLOW_FILE",
            "GIT_TEMPLATE_DIR",
            "GIT_TRACE",
            "GIT_TRACE_CURL",
            "GIT_TRACE_PACKET",
            "GIT_CURL_VERBOSE");

    /** These have been read already, and stand in the file. */
    private static final List<String> CONFIGURATION =
            List.of("GIT_CONFIG", "GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT");

    /** A host that is gone is noticed; nobody is asked for a password or whether to trust a key. */
    private static final String UNATTENDED =
            " -o BatchMode=yes -o ConnectTimeout=20 -o ServerAliveInterval=15 -o ServerAliveCountMax=4";

    /** As {@code git lfs install} writes them. */
    private static final List<String> LFS = List.of(
            "-c", "filter.lfs.clean=git-lfs clean -- %f",
            "-c", "filter.lfs.smudge=git-lfs smudge -- %f",
            "-c", "filter.lfs.process=git-lfs filter-process");

    private final List<String> prefix;

    private CheckoutCommands(List<String> prefix) {
        this.prefix = List.copyOf(prefix);
    }

    /** For asking in the user's own repository, where nothing is to change. */
    static CheckoutCommands asking() {
        List<String> prefix = new ArrayList<>(List.of("env"));
        NOT_INHERITED.forEach(name -> prefix.addAll(List.of("-u", name)));
        prefix.addAll(List.of("LC_ALL=C", "GIT_OPTIONAL_LOCKS=0", "git"));
        return new CheckoutCommands(prefix);
    }

    /**
     * For a checkout of this tool's own.
     *
     * @param config the file that takes the place of the user's global configuration
     * @param ssh how git starts ssh; empty to leave that to the environment
     */
    static CheckoutCommands in(Path config, Optional<String> ssh) {
        List<String> prefix = new ArrayList<>(List.of("sh", "-c", OPEN, "sh", "env"));
        NOT_INHERITED.forEach(name -> prefix.addAll(List.of("-u", name)));
        CONFIGURATION.forEach(name -> prefix.addAll(List.of("-u", name)));
        prefix.addAll(List.of("-u", "SSH_ASKPASS"));
        prefix.addAll(List.of(
                "LC_ALL=C",
                "GIT_CONFIG_GLOBAL=" + config,
                // Nothing above is meant when what lies here is broken.
                "GIT_CEILING_DIRECTORIES=" + config.getParent(),
                "GIT_ATTR_NOSYSTEM=1",
                "GIT_TERMINAL_PROMPT=0",
                "GCM_INTERACTIVE=never"));
        ssh.ifPresent(command -> prefix.add("GIT_SSH_COMMAND=" + command));
        prefix.add("git");
        return new CheckoutCommands(prefix);
    }

    /**
     * How git is to start ssh, so that it never asks.
     *
     * @param environment of this process
     * @return empty when the environment names a program of its own, whose options are not known
     */
    static Optional<String> ssh(Map<String, String> environment, List<Setting> settings) {
        String named = environment.getOrDefault("GIT_SSH_COMMAND", "");
        if (!named.isEmpty()) {
            return Optional.of(named + UNATTENDED);
        }
        Optional<String> configured = Setting.last(settings, "core.sshcommand");
        if (configured.isPresent()) {
            return configured.map(command -> command + UNATTENDED);
        }
        return environment.getOrDefault("GIT_SSH", "").isEmpty() ? Optional.of("ssh" + UNATTENDED) : Optional.empty();
    }

    private Command<CommandResult> git(String... words) {
        List<String> argv = new ArrayList<>(prefix);
        argv.addAll(Arrays.asList(words));
        return Command.of(argv);
    }

    /** Where the repository begins that the working directory lies in. */
    Command<String> top() {
        return git("rev-parse", "--show-toplevel")
                .parsedBy(result -> result.text().replaceFirst("\n$", ""));
    }

    /** All settings that hold in the working directory, whatever file they stand in. */
    Command<List<Setting>> settings() {
        return git("config", "--null", "--list", "--includes").parsedBy(result -> Setting.read(result.stdout()));
    }

    Command<CommandResult> init(Path tree) {
        return git("init", "--quiet", "--template=", "--", tree.toString());
    }

    /** What the remote has under these names: full name to hash, that of a tag's commit where a tag is signed. */
    Command<Map<String, String>> onRemote(List<String> names) {
        List<String> words = new ArrayList<>(List.of("ls-remote", "--quiet", "origin"));
        names.forEach(name -> words.addAll(List.of(name, name + "^{}")));
        return git(words.toArray(String[]::new)).parsedBy(result -> {
            Map<String, String> all = listed(result.text());
            // Git takes a name for the end of longer ones, too.
            all.keySet().retainAll(names);
            return all;
        });
    }

    /** All branches and tags of the remote. */
    Command<Map<String, String>> allOnRemote() {
        return git("ls-remote", "--quiet", "--heads", "--tags", "origin").parsedBy(result -> listed(result.text()));
    }

    private static Map<String, String> listed(String text) {
        Map<String, String> refs = new LinkedHashMap<>();
        text.lines()
                .map(line -> line.split("\t", 2))
                .filter(fields -> fields.length == 2)
                .forEach(fields -> {
                    refs.put(
                            fields[1].endsWith("^{}") ? fields[1].substring(0, fields[1].length() - 3) : fields[1],
                            fields[0]);
                });
        return refs;
    }

    /** @param what a refspec, or a whole hash */
    Command<CommandResult> fetch(String... what) {
        List<String> words = new ArrayList<>(
                List.of("fetch", "--quiet", "--force", "--no-recurse-submodules", "--no-write-fetch-head", "origin"));
        words.addAll(Arrays.asList(what));
        return git(words.toArray(String[]::new));
    }

    /** The hash of a commit; empty when there is none by that name, or more than one. */
    Command<String> commit(String name) {
        return git("rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}")
                .accepting(0, 1, FATAL)
                .parsedBy(result -> result.exitCode() == 0 ? result.text().strip() : "");
    }

    Command<String> shortened(String commit) {
        return git("rev-parse", "--short", commit)
                .parsedBy(result -> result.text().strip());
    }

    Command<CommandResult> checkOut(String commit) {
        return git("checkout", "--quiet", "--force", "--detach", commit);
    }

    /** All that is not the commit's, what git ignores and repositories too. */
    Command<CommandResult> clean() {
        return git("clean", "--quiet", "-ffdx");
    }

    /** Their addresses may have changed with the commit. */
    Command<CommandResult> submoduleAddresses() {
        return git("submodule", "--quiet", "sync", "--recursive");
    }

    Command<CommandResult> submodules() {
        return git("submodule", "--quiet", "update", "--init", "--recursive", "--force", "--checkout");
    }

    Command<CommandResult> cleanSubmodules() {
        return git("submodule", "--quiet", "foreach", "--recursive", "git clean --quiet -ffdx");
    }

    /** Every file that is tracked, of submodules too, as bytes that may be no text. */
    Command<List<String>> tracked() {
        return git("ls-files", "-z", "--cached", "--recurse-submodules")
                .within(Duration.ofMinutes(2))
                .parsedBy(result -> Arrays.stream(
                                new String(result.stdout(), StandardCharsets.ISO_8859_1).split("\0", -1))
                        .filter(path -> !path.isEmpty())
                        .toList());
    }

    /** The filters that attributes ask for: path to name. Of the outer repository alone. */
    Command<Map<String, String>> filters(List<String> paths) {
        return git("check-attr", "-z", "--stdin", "filter")
                .within(Duration.ofMinutes(2))
                .fedWith(out -> {
                    for (String path : paths) {
                        out.write(path.getBytes(StandardCharsets.ISO_8859_1));
                        out.write(0);
                    }
                })
                .parsedBy(result -> {
                    String[] fields = new String(result.stdout(), StandardCharsets.ISO_8859_1).split("\0", -1);
                    Map<String, String> filters = new LinkedHashMap<>();
                    for (int at = 0; at + 2 < fields.length; at += 3) {
                        filters.put(fields[at], fields[at + 2]);
                    }
                    return filters;
                });
    }

    Command<Boolean> hasLfs() {
        return git("lfs", "version").accepting(0, 1, FATAL).parsedBy(result -> result.exitCode() == 0);
    }

    Command<CommandResult> pullLfs() {
        return lfs("lfs", "pull", "origin");
    }

    Command<CommandResult> pullLfsOfSubmodules() {
        return lfs("submodule", "--quiet", "foreach", "--recursive", "git lfs pull");
    }

    private Command<CommandResult> lfs(String... words) {
        List<String> all = new ArrayList<>(LFS);
        all.addAll(Arrays.asList(words));
        return git(all.toArray(String[]::new));
    }
}
