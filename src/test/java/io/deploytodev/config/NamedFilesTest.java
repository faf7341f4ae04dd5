package io.deploytodev.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedFilesTest {

    @TempDir
    private Path root;

    @Test
    void whatTheFilesNameIsFollowedFromFileToFile() throws IOException {
        write("compose.yml", """
                include: [infra/db.yml]
                services:
                  api:
                    extends: {file: base/web.yml, service: web}
                    env_file: [conf/a.env, {path: conf/optional.env, required: false}]
                """);
        write("infra/db.yml", "include: [more.yml]\nservices: {db: {env_file: db.env}}");
        write("infra/more.yml", "services: {x: {image: x}}");
        write("infra/db.env", "A=1");
        write("base/web.yml", "services: {web: {env_file: web.env}}");
        assertThat(in("compose.yml"))
                .contains(
                        "compose.yml",
                        "infra/db.yml",
                        "infra/more.yml",
                        "infra/db.env",
                        "base/web.yml",
                        "base/web.env",
                        "conf/a.env",
                        "conf/optional.env");
    }

    @Test
    void aNameIsSeenFromADirectoryThatStandsInTheFileToo() throws IOException {
        write("compose.yml", "include: [{path: infra/db.yml, project_directory: ./data}]");
        write("infra/db.yml", "services: {db: {env_file: db.env}}");
        write("data/db.env", "A=1");
        assertThat(in("compose.yml")).contains("data/db.env");
    }

    @Test
    void variablesInANameAreFilledIn() throws IOException {
        write("compose.yml", "include: ['stacks/${STAGE}.yml', 'stacks/${OTHER:-plain}.yml', 'stacks/${NOBODY}.yml']");
        assertThat(NamedFiles.in(root, List.of("compose.yml"), "STAGE=dev\n"))
                .contains("stacks/dev.yml", "stacks/plain.yml")
                .noneMatch(name -> name.contains("$"));
    }

    @Test
    void behindALinkTheFileItselfIsNamed() throws IOException {
        write("real/dev.yml", "include: [beside.yml]");
        Files.createSymbolicLink(root.resolve("compose.yml"), Path.of("real/dev.yml"));
        assertThat(in("compose.yml")).contains("compose.yml", "real/dev.yml", "real/beside.yml");
    }

    @Test
    void whatLiesOutsideTheTreeIsNotNamed() throws IOException {
        write("compose.yml", "include: [../other.yml, /etc/hosts, '..', '.']");
        assertThat(in("compose.yml")).containsExactly("compose.yml");
    }

    @Test
    void aFileThatIsNoYamlNamesNothing() throws IOException {
        write("compose.yml", "services: {x: [\n\t}");
        assertThat(in("compose.yml", "absent.yml")).containsExactly("compose.yml", "absent.yml");
    }

    private Set<String> in(String... files) {
        return NamedFiles.in(root, List.of(files), "");
    }

    private void write(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
