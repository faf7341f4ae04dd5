package io.deploytodev.sync;

import io.deploytodev.host.Command;
import io.deploytodev.host.CommandRunner;
import io.deploytodev.host.FileCommands;
import io.deploytodev.host.OutputListener;
import io.deploytodev.host.Sharing;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A host on which each command finds the tree as the sync will make it, while the tree itself stays untouched. The command
 * runs in a scratch directory that lives no longer than it: links to what stays as it is, and copies of those files that
 * will differ and that the command may open. What it says of the scratch directory is said of the tree.
 */
public final class StagedTree implements CommandRunner {

    /** What is larger is nothing that is read to understand a project. */
    private static final long LARGEST = 1 << 20;

    private static final int NONE = -1;

    /**
     * The scratch directory is locked by whoever uses it, so that what a crash left is told from what is in use, and removed
     * by the next who comes. Its name is made up for one use; wherever a path holds it, leaving it out gives the real path.
     */
    private static final String STAGE = "set -eu\n" + FileCommands.RECEIVE + """
            state=$1 name=$2 shared=$3 alias=$4 remove=$5 directories=$6 env=$7 model=$8 empty=$9; shift 9
            parent=$(dirname -- "$state") made=0
            [ -d "$state" ] || made=1
            [ -d "$parent" ] || made=2
            umask "$shared"; mkdir -p -- "$state"
            umask 077
            scratch=$state/$name own=$state/$name/$name
            clean() {
              code=$?; trap - EXIT; cd /
              rm -rf -- "$scratch"
              [ $made -lt 1 ] || rmdir -- "$state" 2> /dev/null || :
              [ $made -lt 2 ] || rmdir -- "$parent" 2> /dev/null || :
              exit $code
            }
            trap clean EXIT; trap 'exit 129' HUP; trap 'exit 130' INT; trap 'exit 143' TERM
            for old in "$state"/scratch.*; do
              [ ! -d "$old" ] || ( flock -n 9 && rm -rf -- "$old" ) 9< "$old" || :
            done 2> /dev/null
            while :; do
              mkdir -- "$scratch"; exec 9< "$scratch"; flock 9
              [ ! -d "$scratch" ] || break
            done
            mkdir -- "$own" "$scratch/source"
            find "$state/" -mindepth 1 -maxdepth 1 ! -name 'scratch.*' ! -name source -exec ln -s -t "$scratch" -- {} +
            receive "$own/remove" "$remove"
            receive "$own/directories" "$directories"
            receive "$own/empty" "$empty"
            [ "$env" -lt 0 ] || receive "$own/env" "$env"
            [ "$model" -lt 0 ] || receive "$own/model.json" "$model"
            if [ -d "$state/source" ]; then
              find "$state/source/" -mindepth 1 -maxdepth 1 -exec ln -s -t "$scratch/source" -- {} +
            fi
            xargs -0 -r sh -c '
              from=$1 to=$2; shift 2
              for dir do
                rm -f -- "$to/$dir"; mkdir -- "$to/$dir"
                [ ! -d "$from/$dir" ] || find "$from/$dir/" -mindepth 1 -maxdepth 1 -exec ln -s -t "$to/$dir" -- {} +
              done
            ' sh "$state/source" "$scratch/source" < "$own/directories"
            cd -- "$scratch/source"
            xargs -0 -r rm -f -- < "$own/remove"
            tar --extract --gzip --file=- --unlink-first --no-same-owner --no-same-permissions \\
              --warning=no-timestamp 9<&-
            cat > /dev/null
            cd - > /dev/null
            # One that was brought once, and is no more, is not to be found by its old name either.
            [ "$env" -ge 0 ] || for link in "$state"/source/.env*; do
              [ "$(readlink -- "$link")" != "$state/env" ] || rm -f -- "$scratch/source/${link##*/}"
            done
            if [ -n "$alias" ]; then
              there=$scratch/source/$alias
              if { [ ! -e "$there" ] && [ ! -L "$there" ]; } || [ "$(readlink -- "$state/source/$alias")" = "$state/env" ]
              then rm -f -- "$there"; ln -s -- "$own/env" "$there"; fi
            fi
            (cd -- "$scratch/source" && xargs -0 -r sh -c '
              for file do [ -e "$file" ] || { rm -f -- "$file"; : > "$file"; }; done
            ' sh < "$own/empty")
            code=0
            "$@" > "$own/out" 2> "$own/err" < /dev/null 9<&- || code=$?
            sed "s|/$name||g" < "$own/err" >&2
            sed "s|/$name||g" < "$own/out"
            exit $code
            """;

    private final CommandRunner host;
    private final Place place;
    private final TreeComparison compared;
    private final Path root;
    private final Set<TreePath> named;
    private final Optional<String> model;
    private final Set<TreePath> empty;

    private StagedTree(
            CommandRunner host,
            Place place,
            TreeComparison compared,
            Path root,
            Set<TreePath> named,
            Optional<String> model,
            Set<TreePath> empty) {
        this.empty = empty;
        this.host = host;
        this.place = place;
        this.compared = compared;
        this.root = root;
        this.named = named;
        this.model = model;
    }

    /**
     * Stages some files of a tree.
     *
     * @param root of the tree on the workstation
     * @param named the paths that commands may open, as text relative to the root
     */
    public static StagedTree of(
            CommandRunner host, Place place, TreeComparison compared, Path root, Collection<String> named) {
        Set<TreePath> paths = new TreeSet<>();
        named.forEach(path -> TreePath.normalized(TreePath.bytesOf(path)).ifPresent(paths::add));
        return new StagedTree(host, place, compared, root, paths, Optional.empty(), Set.of());
    }

    /** The same with a resolved model beside the tree. */
    public StagedTree withModel(String json) {
        return new StagedTree(host, place, compared, root, named, Optional.of(json), empty);
    }

    /** The same with those files, too, that a message tells of; empty when that makes no difference. */
    public Optional<StagedTree> withThoseOf(String message) {
        Set<TreePath> more = new TreeSet<>(named);
        compared.delta().upload().stream()
                .map(TreeEntry::path)
                .filter(path -> message.contains(compared.directory() + "/" + path))
                .forEach(more::add);
        return more.size() == named.size()
                ? Optional.empty()
                : Optional.of(new StagedTree(host, place, compared, root, more, model, empty));
    }

    /**
     * The same with an empty file at an absolute path of the tree where nothing would be; empty when that makes no
     * difference, or the path is not the tree's.
     */
    public Optional<StagedTree> withEmpty(String place) {
        String inside = compared.directory() + "/";
        Set<TreePath> more = new TreeSet<>(empty);
        if (place.startsWith(inside)) {
            TreePath.normalized(TreePath.bytesOf(place.substring(inside.length())))
                    .ifPresent(more::add);
        }
        return more.size() == empty.size()
                ? Optional.empty()
                : Optional.of(new StagedTree(host, this.place, compared, root, named, model, more));
    }

    /** Where the tree seems to lie. */
    public String tree() {
        return place.state() + "/" + place.name() + "/source";
    }

    /** Where the environment lies that comes from the workstation. */
    public String environment() {
        return own() + "/env";
    }

    /** Where the resolved model lies. */
    public String model() {
        return own() + "/model.json";
    }

    private String own() {
        return place.state() + "/" + place.name() + "/" + place.name();
    }

    @Override
    public <R> R run(Command<R> command, OutputListener listener) {
        return host.run(around(command), listener);
    }

    /** The command in the scratch directory, for the end of another. */
    public <R> Command<R> around(Command<R> command) {
        List<TreeEntry> sent = sent();
        List<TreePath> removed =
                compared.delta().remove().stream().filter(named::contains).toList();
        byte[] environment = bytes(place.environment());
        byte[] json = bytes(model);
        byte[] remove = SyncCommands.nulEnded(removed);
        byte[] directories = SyncCommands.nulEnded(directories(sent, removed));
        byte[] made = SyncCommands.nulEnded(empty);
        List<String> program = new ArrayList<>(List.of(
                "sh",
                "-c",
                STAGE,
                "sh",
                place.state(),
                place.name(),
                place.sharing().umask(),
                place.alias().orElse("")));
        program.add(Integer.toString(remove.length));
        program.add(Integer.toString(directories.length));
        program.add(Integer.toString(place.environment().isPresent() ? environment.length : NONE));
        program.add(Integer.toString(model.isPresent() ? json.length : NONE));
        program.add(Integer.toString(made.length));
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (byte[] part : List.of(remove, directories, made, environment, json)) {
            head.writeBytes(part);
        }
        SourceArchive archive = new SourceArchive(root, sent, Map.of(), done -> {});
        return command.startedBy(program).fedWith(out -> {
            head.writeTo(out);
            archive.packed().writeTo(out);
        });
    }

    /** What differs; and links, for those that are there lead to the files of the tree as it is. */
    private List<TreeEntry> sent() {
        Set<TreePath> paths = new TreeSet<>();
        compared.delta().upload().stream()
                .filter(entry -> entry.type() != TreeEntry.Type.DIRECTORY && entry.size() <= LARGEST)
                .map(TreeEntry::path)
                .filter(named::contains)
                .forEach(paths::add);
        for (TreePath path : named) {
            TreeEntry entry = compared.wanted().entries().get(path);
            if (entry != null && entry.type() == TreeEntry.Type.SYMLINK) {
                paths.add(path);
            }
        }
        return paths.stream().map(compared.wanted().entries()::get).toList();
    }

    /** Those that hold something else than the tree's, the outermost first. */
    private Set<TreePath> directories(List<TreeEntry> sent, List<TreePath> removed) {
        Set<TreePath> directories = new TreeSet<>();
        sent.forEach(entry -> directories.addAll(entry.path().parents()));
        removed.forEach(path -> directories.addAll(path.parents()));
        empty.forEach(path -> directories.addAll(path.parents()));
        place.alias()
                .flatMap(alias -> TreePath.normalized(TreePath.bytesOf(alias)))
                .ifPresent(alias -> directories.addAll(alias.parents()));
        return new LinkedHashSet<>(directories);
    }

    private static byte[] bytes(Optional<String> text) {
        return text.orElse("").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Where the scratch directory is, and what it holds beside the tree.
     *
     * @param state absolute path of the state directory, in which the tree lies as {@code source}
     * @param name of the scratch directory, which begins with {@code scratch.}; good for one command at a time
     * @param environment what the workstation brings as the environment; it holds secrets
     * @param alias where in the tree that is found, too, unless the host has something of its own there
     */
    public record Place(
            String state, String name, Sharing sharing, Optional<String> environment, Optional<String> alias) {

        /** Never the environment. */
        @Override
        public String toString() {
            return state + "/" + name;
        }
    }
}
