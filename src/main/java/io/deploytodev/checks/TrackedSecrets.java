package io.deploytodev.checks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether git keeps secrets, for everybody who ever clones. */
public final class TrackedSecrets implements Check<HereFacts> {

    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?m)^\\s*(?:export\\s+)?([A-Za-z_]\\w*)\\s*=[ \\t]*[\"']?(.*?)[\"']?[ \\t\\r]*$");

    @Override
    public String id() {
        return "tracked-secrets";
    }

    @Override
    public String well() {
        return "git keeps no secrets";
    }

    @Override
    public List<Finding> look(HereFacts here) {
        List<Finding> findings = new ArrayList<>();
        new TreeMap<>(here.tracked()).forEach((file, text) -> {
            List<String> secrets = secrets(text);
            if (!secrets.isEmpty()) {
                findings.add(Finding.hurts(
                        id(),
                        "git tracks " + shown(here, file) + ", which holds secrets.",
                        "It sets " + Sentences.list(secrets)
                                + ". Whoever can read the repository has them, also from its"
                                + " history when the file is gone.",
                        "git rm --cached " + shown(here, file) + " && echo '" + file.getFileName()
                                + "' >> .gitignore ; then commit, and change what it holds."));
            }
        });
        return findings;
    }

    /** What it holds, by name. */
    private static List<String> secrets(String text) {
        if (text.contains("PRIVATE KEY-----")) {
            return List.of("a private key");
        }
        List<String> names = new ArrayList<>();
        Matcher lines = ASSIGNMENT.matcher(text);
        while (lines.find()) {
            if (SecretName.fits(lines.group(1))
                    && !Placeholder.isNone(lines.group(2).strip())) {
                names.add(lines.group(1));
            }
        }
        return names;
    }

    private static String shown(HereFacts here, Path file) {
        return file.startsWith(here.directory())
                ? here.directory().relativize(file).toString()
                : file.toString();
    }
}
