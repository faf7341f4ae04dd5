package io.deploytodev.sync;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lines that are about what lies below one directory; of those that match, the last decides. */
final class IgnoreLines {

    /** Name of the file in which a directory says what stays behind. */
    static final String FILE = ".deployignore";

    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    private final List<IgnoreLine> lines;

    private IgnoreLines(List<IgnoreLine> lines) {
        this.lines = List.copyOf(lines);
    }

    /** Lines that stand in the program or its configuration. */
    static IgnoreLines of(List<String> texts, String place) {
        List<IgnoreLine> lines = new ArrayList<>();
        for (String text : texts) {
            IgnoreLine.parse(TreePath.bytesOf(text), place, 0).ifPresent(lines::add);
        }
        return checked(lines);
    }

    /**
     * What the file in {@code directory} says; nothing where there is none.
     *
     * @param name the file's path in the tree, for people
     */
    static IgnoreLines in(Path directory, String name) {
        Path file = directory.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return new IgnoreLines(List.of());
        }
        try {
            return parse(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1), name);
        } catch (NoSuchFileException e) {
            return new IgnoreLines(List.of());
        } catch (IOException e) {
            throw new DeployFailure(
                    FailureKind.CONFIG,
                    "The file " + name + " cannot be read.",
                    SourceTree.reason(e) + ".",
                    "Make it readable: without it, what should stay here would travel.",
                    List.of(),
                    e);
        }
    }

    static IgnoreLines parse(String content, String name) {
        String text = content.startsWith(BYTE_ORDER_MARK) ? content.substring(BYTE_ORDER_MARK.length()) : content;
        List<IgnoreLine> lines = new ArrayList<>();
        String[] split = text.split("\n", -1);
        for (int i = 0; i < split.length; i++) {
            String line = split[i].endsWith("\r") ? split[i].substring(0, split[i].length() - 1) : split[i];
            IgnoreLine.parse(line, name, i + 1).ifPresent(lines::add);
        }
        return checked(lines);
    }

    private static IgnoreLines checked(List<IgnoreLine> lines) {
        lines.stream().filter(Exclusions::wantsForbidden).findFirst().ifPresent(line -> {
            throw new DeployFailure(
                    FailureKind.CONFIG,
                    "The line " + line + " cannot be followed.",
                    "What is named .env* or .git holds secrets and history: it never travels, and no line brings it back.",
                    "Remove that line. Variables reach the host by env_file in deploy.yml.");
        });
        return new IgnoreLines(lines);
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** @param path seen from the directory that the lines are about */
    Optional<IgnoreLine> last(TreePath path, boolean directory) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).matches(path, directory)) {
                return Optional.of(lines.get(i));
            }
        }
        return Optional.empty();
    }

    List<IgnoreLine> lines() {
        return lines;
    }
}
