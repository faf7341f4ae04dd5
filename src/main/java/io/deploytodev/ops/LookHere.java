package io.deploytodev.ops;

import io.deploytodev.checks.HereFacts;
import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.Environment;
import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.CommandResult;
import io.deploytodev.host.LocalHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds out how secrets lie on this machine: in the tree, beside the configuration, and the keys. */
final class LookHere {

    private static final long LARGEST = 64 * 1024;
    private static final int FATAL = 128;

    /** What may hold secrets, by its name; such as only show what goes where are sorted out below. */
    private static final List<String> PATTERNS =
            List.of("*.env", "*.env.*", "*.pem", "*.key", "*id_rsa", "*id_ed25519", "*id_ecdsa", "*.p12", "*.pfx");

    private static final String SAMPLE = ".*(example|sample|template|dist|defaults?|tpl|tmpl|test)(\\..*)?$";

    private final DeployConfig config;
    private final HostEntry host;
    private final List<Path> keys;

    /** @param keys that are used to log in */
    LookHere(DeployConfig config, HostEntry host, List<Path> keys) {
        this.config = config;
        this.host = host;
        this.keys = List.copyOf(keys);
    }

    HereFacts facts() {
        Path root = config.source().root();
        Set<Path> directories = new LinkedHashSet<>(List.of(root));
        Optional.ofNullable(config.file().toAbsolutePath().getParent()).ifPresent(directories::add);
        Map<Path, String> tracked = new LinkedHashMap<>();
        for (Path directory : directories) {
            for (Path file : git(directory, listing("--cached"))) {
                if (!file.getFileName().toString().matches(SAMPLE)) {
                    text(file).ifPresent(text -> tracked.put(file, text));
                }
            }
        }
        List<String> untracked = git(root, listing("--others", "--exclude-standard")).stream()
                .filter(file -> file.getFileName().toString().matches("\\.env(\\..*)?"))
                .filter(file -> !file.getFileName().toString().matches(SAMPLE))
                .map(file -> root.relativize(file).toString())
                .toList();
        return new HereFacts(
                root,
                tracked,
                untracked,
                environments(),
                keys.stream().filter(LookHere::isOpen).toList());
    }

    private static List<String> listing(String... which) {
        List<String> argv = new ArrayList<>(List.of("git", "ls-files", "-z"));
        argv.addAll(List.of(which));
        argv.add("--");
        argv.addAll(PATTERNS);
        return argv;
    }

    private static List<Path> git(Path directory, List<String> argv) {
        try {
            return Files.isDirectory(directory)
                    ? new LocalHost(directory)
                            .run(Command.of(argv).accepting(0, FATAL).parsedBy(result -> files(directory, result)))
                    : List.of();
        } catch (CommandFailed e) {
            return List.of(); // there is no git here, so it tracks nothing
        }
    }

    private static List<Path> files(Path directory, CommandResult result) {
        List<Path> files = new ArrayList<>();
        for (String name : result.text().split("\0", -1)) {
            try {
                if (!name.isEmpty()) {
                    files.add(directory.resolve(name));
                }
            } catch (InvalidPathException e) {
                // Of a name that this machine cannot write nothing is said.
            }
        }
        return files;
    }

    private static Optional<String> text(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) <= LARGEST
                    ? Optional.of(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private List<Path> environments() {
        return Stream.of(host.environment(), config.compose().environment())
                .flatMap(Optional::stream)
                .filter(Environment.OnWorkstation.class::isInstance)
                .map(each -> ((Environment.OnWorkstation) each).file())
                .distinct()
                .filter(LookHere::isOpen)
                .toList();
    }

    private static boolean isOpen(Path file) {
        try {
            return Files.isRegularFile(file)
                    && Files.getPosixFilePermissions(file).stream()
                            .anyMatch(Set.of(
                                    PosixFilePermission.GROUP_READ,
                                    PosixFilePermission.GROUP_WRITE,
                                    PosixFilePermission.OTHERS_READ,
                                    PosixFilePermission.OTHERS_WRITE)::contains);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
