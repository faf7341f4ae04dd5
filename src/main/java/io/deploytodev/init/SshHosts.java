package io.deploytodev.init;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The hosts that the user's ssh knows by name; only names, for a choice: ssh itself knows what they mean. */
public final class SshHosts {

    private static final int DEEPEST = 8;

    private final Path home;
    private final Set<String> names = new LinkedHashSet<>();

    private SshHosts(Path home) {
        this.home = home;
    }

    /** In the order of {@code ~/.ssh/config}; none where there is no such file. */
    public static List<String> of(Path home) {
        SshHosts hosts = new SshHosts(home);
        hosts.read(home.resolve(".ssh/config"), 0);
        return List.copyOf(hosts.names);
    }

    private void read(Path file, int depth) {
        if (depth > DEEPEST || !Files.isRegularFile(file)) {
            return;
        }
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                String[] words = line.strip().split("[\\s=]+", -1);
                if (words[0].equalsIgnoreCase("Host")) {
                    for (int i = 1; i < words.length; i++) {
                        // A pattern is no host, and what is excluded is none either.
                        if (words[i].matches("[A-Za-z0-9_.:-]+")) {
                            names.add(words[i]);
                        }
                    }
                } else if (words[0].equalsIgnoreCase("Include")) {
                    for (int i = 1; i < words.length; i++) {
                        include(words[i], depth);
                    }
                }
            }
        } catch (IOException e) {
            // Names that cannot be read are none to choose from.
            return;
        }
    }

    private void include(String pattern, int depth) throws IOException {
        try {
            Path path = pattern.startsWith("~/")
                    ? home.resolve(pattern.substring(2))
                    : home.resolve(".ssh").resolve(pattern);
            Path name = path.getFileName();
            if (name == null || !Files.isDirectory(path.resolveSibling(""))) {
                return;
            }
            List<Path> files = new ArrayList<>();
            try (DirectoryStream<Path> found = Files.newDirectoryStream(path.resolveSibling(""), name.toString())) {
                found.forEach(files::add);
            }
            files.stream().sorted().forEach(file -> read(file, depth + 1));
        } catch (InvalidPathException e) {
            // What is no path here includes nothing.
            return;
        }
    }
}
