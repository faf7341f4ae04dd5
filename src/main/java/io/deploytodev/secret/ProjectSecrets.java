package io.deploytodev.secret;

import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.ModelTexts;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.CommandRunner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what is secret in a project: in its variables, its model, and the files that the model makes secrets of. */
public final class ProjectSecrets {

    /** A key or a password; what is longer is data, and nobody quotes all of it. */
    private static final int LONGEST = 16_384;

    private static final String READ = """
            bytes=$1
            shift
            for file; do
              if [ -f "$file" ] && [ -r "$file" ]; then head -c "$bytes" -- "$file" | base64 -w 0; fi
              echo
            done
            """;

    private ProjectSecrets() {}

    /**
     * Teaches all of it.
     *
     * @param variables the text of the file that Compose takes variables from
     * @param tree where the tree lies on the host
     * @param here where it comes from; what is not there is read on the host
     */
    public static void teach(
            Secrets secrets,
            ComposeModel model,
            String variables,
            CommandRunner host,
            String tree,
            Optional<Path> here) {
        secrets.learnFile(variables);
        model.services().values().forEach(service -> secrets.learn(service.environment()));
        ModelTexts texts = new ModelTexts(model);
        secrets.learnTexts(texts.all());
        texts.secretVariables().forEach(name -> secrets.learnContent(name, value(name, variables)));
        List<String> there = new ArrayList<>();
        for (String file : texts.secretFiles()) {
            Optional<Path> local = here.filter(root -> file.startsWith(tree + "/"))
                    .map(root -> root.resolve(file.substring(tree.length() + 1)))
                    .filter(Files::isRegularFile);
            local.ifPresentOrElse(path -> secrets.learnContent(name(file), read(path)), () -> there.add(file));
        }
        List<String> contents = there.isEmpty() ? List.of() : read(there, host);
        for (int i = 0; i < Math.min(there.size(), contents.size()); i++) {
            secrets.learnContent(name(there.get(i)), contents.get(i));
        }
    }

    private static String name(String file) {
        return file.replaceFirst("^.*/", "");
    }

    private static String read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // the sync will say so
        }
    }

    static Command<List<String>> read(List<String> files) {
        List<String> words = new ArrayList<>(List.of(Integer.toString(LONGEST)));
        words.addAll(files);
        return Command.script(READ, words).repeatable().parsedBy(result -> result.text()
                .lines()
                .map(line -> new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8))
                .toList());
    }

    private static List<String> read(List<String> files, CommandRunner host) {
        try {
            return host.run(read(files));
        } catch (CommandFailed e) {
            return List.of(); // what cannot be read here, Compose cannot quote either
        }
    }

    private static String value(String name, String variables) {
        Matcher assignment = Pattern.compile("(?m)^\\s*(?:export\\s+)?" + Pattern.quote(name)
                        + "\\s*=\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'|.*)$")
                .matcher(variables);
        String value = "";
        while (assignment.find()) {
            value = assignment.group(1).strip();
        }
        if (value.matches("(?s)\".*\"|'.*'")) {
            String inside = value.substring(1, value.length() - 1);
            return value.startsWith("'") ? inside : inside.replace("\\n", "\n");
        }
        return value;
    }
}
