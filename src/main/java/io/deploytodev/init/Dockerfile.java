package io.deploytodev.init;

import io.deploytodev.init.SketchedService.Build;
import io.deploytodev.init.SketchedService.Healthcheck;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What an image's Dockerfile tells of the container; as far as it is needed for guesses. */
final class Dockerfile {

    private static final String INSTRUCTION = "HEALTHCHECK";

    private final String name;
    private final List<String> lines;

    private Dockerfile(String name, List<String> lines) {
        this.name = name;
        this.lines = lines;
    }

    /** Empty when it does not lie in the project. */
    static Optional<Dockerfile> read(Path root, Build build) {
        Path file = root.resolve(build.context()).resolve(build.dockerfile()).normalize();
        List<String> lines = SourceText.lines(file);
        return lines.isEmpty() ? Optional.empty() : Optional.of(new Dockerfile(SourceText.shown(root, file), lines));
    }

    /** The last one that it gives, for that is the one that holds. */
    Optional<Healthcheck> healthcheck() {
        for (int i = lines.size() - 1; i >= 0; i--) {
            String line = lines.get(i).strip();
            if (line.regionMatches(true, 0, INSTRUCTION, 0, INSTRUCTION.length())) {
                StringBuilder words = new StringBuilder(line);
                for (int next = i + 1; words.toString().endsWith("\\") && next < lines.size(); next++) {
                    words.setLength(words.length() - 1);
                    words.append(lines.get(next).strip());
                }
                String whole = words.toString();
                return whole.matches("(?i)HEALTHCHECK\\s+NONE")
                        ? Optional.empty()
                        : Optional.of(new Healthcheck(whole, new Place(name, i + 1)));
            }
        }
        return Optional.empty();
    }
}
