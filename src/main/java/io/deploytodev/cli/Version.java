package io.deploytodev.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Which program this is: its version, and the commit that it was built from. */
final class Version implements IVersionProvider {

    private static final int ABBREVIATED = 7;

    @Override
    public String[] getVersion() {
        Optional<String> version = Optional.ofNullable(Main.class.getPackage().getImplementationVersion());
        return new String[] {describe(version, read("archive.properties"), read("commit.properties"))};
    }

    /**
     * One line for all that is known.
     *
     * @param version of the packaged jar
     * @param archive what {@code git archive} filled in; otherwise its placeholders
     * @param repository what git told the build; empty where there was no repository
     */
    static String describe(Optional<String> version, Properties archive, Properties repository) {
        // An archive may lie inside somebody else's repository, whose commit says nothing.
        String commit = commit(archive).or(() -> commit(repository)).orElse("commit unknown");
        return "deploy-to-dev " + version.orElse("(not packaged)") + ", " + commit;
    }

    private static Optional<String> commit(Properties properties) {
        String commit = properties.getProperty("commit", "");
        String time = properties.getProperty("time", "");
        if (!commit.matches("[0-9a-f]{40,}") || !time.matches("\\d{1,12}")) {
            return Optional.empty();
        }
        LocalDate day = Instant.ofEpochSecond(Long.parseLong(time))
                .atZone(ZoneOffset.UTC)
                .toLocalDate();
        boolean changed = !properties.getProperty("changed", "").isBlank();
        return Optional.of(
                "commit " + commit.substring(0, ABBREVIATED) + " of " + day + (changed ? " with local changes" : ""));
    }

    private static Properties read(String name) {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream(name)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the program's own file " + name + " cannot be read", e);
        }
        return properties;
    }
}
