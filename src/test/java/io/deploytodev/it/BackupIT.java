package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Data of real databases, taken, lost and brought back: into the project that it was taken of, and to a bare host. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BackupIT {

    private static final String OVERWRITE = "--yes-overwrite-data=scribe";

    @RegisterExtension
    @Order(1)
    private static final DevHost host = DevHost.forTheClass();

    @RegisterExtension
    @Order(2)
    private static final DevHost bare = DevHost.forTheClass();

    @RegisterExtension
    @Order(3)
    private static final SampleProject project = SampleProject.on(host);

    @TempDir
    private static Path archives;

    private static Path archive;

    @Test
    @Order(1)
    void theDataOfEachDatabaseIsTakenAndAllServeAgain() throws Exception {
        configure("");
        // Their healthchecks have not been run when the backup begins, as when it follows a deploy at once.
        project.edit("docker-compose.yml", text -> text.replaceAll("(?<= interval: )\\d+s", "120s")
                .replaceAll("(?m)^ +start_period: .*\n", ""));
        Tool.Result deploy = Tool.deploy(project, "--type", "infra");
        assertThat(deploy.exitCode()).as(deploy.output()).isZero();
        write(host, "first");

        Tool.Result backup = Tool.run(project, "backup", "--plain");
        assertThat(backup.exitCode()).as(backup.output()).isZero();
        assertThat(backup.output())
                .contains("Stopping neo4j", "Stopping redis")
                .doesNotContain("Stopping postgres", "is not waited for");
        SampleProject.PASSWORDS.forEach(password -> assertThat(backup.output()).doesNotContain(password));
        assertThat(read(host)).isEqualTo(List.of("first", "first", "first"));

        JsonNode listed = new ObjectMapper()
                .readTree(Tool.run(project, "backup", "list", "--json").output());
        assertThat(listed.path("parts").findValuesAsText("name"))
                .contains("roles", "scribe", "neo4j-data", "redis-data")
                .doesNotContain("postgres-data");
        assertThat(listed.path("place").asText()).isEqualTo("workstation");
        archive = Path.of(listed.path("file").asText());
        assertThat(Files.getPosixFilePermissions(archive)).hasSize(2);
        assertThat(onHost()).as("what was fetched is not kept twice").isEmpty();
    }

    @Test
    @Order(2)
    void itIsBroughtBackOverChangedData() throws Exception {
        write(host, "second");
        assertThat(read(host)).isEqualTo(List.of("second", "second", "second"));
        Tool.Result restore = Tool.run(project, "restore", "--plain", OVERWRITE);
        assertThat(restore.exitCode()).as(restore.output()).isZero();
        assertThat(restore.output()).contains("compared with what was taken");
        assertThat(read(host)).isEqualTo(List.of("first", "first", "first"));
        assertThat(Tool.run(project, "audit").output()).contains("backup", "restore");
        assertThat(onHost()).isEmpty();
    }

    @Test
    @Order(3)
    void aDamagedArchiveIsRefusedBeforeAnythingIsTouched() throws Exception {
        Path damaged = archives.resolve("damaged.tar");
        Files.copy(archive, damaged);
        try (RandomAccessFile file = new RandomAccessFile(damaged.toFile(), "rw")) {
            file.seek(file.length() / 2);
            int before = file.read();
            file.seek(file.length() / 2);
            file.write(before ^ 0xff);
        }
        String began = startTimes();
        Tool.Result restore = Tool.run(project, "restore", damaged.toString(), "--plain", OVERWRITE);
        assertThat(restore.exitCode()).as(restore.output()).isEqualTo(5);
        assertThat(restore.output()).contains("The archive is damaged", "Nothing was touched");
        assertThat(startTimes()).isEqualTo(began);
        assertThat(onHost()).isEmpty();
    }

    @Test
    @Order(4)
    void aDiskThatIsShortIsRefusedBeforeAnythingIsStopped() throws Exception {
        host.run("sh", "-c", "mkdir -p /tiny && mount -t tmpfs -o size=1m,mode=1777 none /tiny");
        configure("backup: {directory: /tiny}");
        String began = startTimes();
        Tool.Result backup = Tool.run(project, "backup", "--plain");
        assertThat(backup.exitCode()).as(backup.output()).isEqualTo(5);
        assertThat(backup.output()).contains("There is too little room for the backup", "/tiny");
        assertThat(startTimes()).isEqualTo(began);
        configure("");
    }

    @Test
    @Order(5)
    void ctrlCInTheMiddleLeavesTheServicesRunningAndNoHalfArchive() throws Exception {
        try (Tool.Running backup = Tool.startVerb(project, "backup", "--plain")) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> host.run("docker", "ps", "--format", "{{.Names}}"), names -> !names.contains("neo4j"));
            new ProcessBuilder("kill", "-INT", Long.toString(backup.process().pid()))
                    .start()
                    .waitFor();
            Tool.Result result = backup.end();
            assertThat(result.exitCode()).as(result.output()).isEqualTo(130);
        }
        assertThat(host.run("docker", "ps", "--format", "{{.Names}}"))
                .contains("scribe-neo4j-1", "scribe-redis-1", "scribe-postgres-1");
        assertThat(onHost()).isEmpty();
        assertThat(host.run("docker", "ps", "--all", "--filter", "status=created", "--quiet"))
                .isEmpty();
    }

    @Test
    @Order(6)
    void aDeployThatHasNothingToDoTakesNoBackupAndOneThatHasTakesIt() throws Exception {
        Tool.Result nothing = Tool.deploy(project, "--type", "infra", "--backup");
        assertThat(nothing.exitCode()).as(nothing.output()).isZero();
        assertThat(nothing.output()).contains("nothing is changed, so nothing is taken");
        project.edit("docker-compose.yml", text -> text.replaceFirst("retries: 5", "retries: 6"));
        Tool.Result changed = Tool.deploy(project, "--type", "infra", "--backup");
        assertThat(changed.exitCode()).as(changed.output()).isZero();
        assertThat(changed.output()).containsPattern("save +done in");
        assertThat(Tool.run(project, "backup", "list").output().lines().filter(line -> line.startsWith("  2")))
                .hasSize(2);
    }

    @Test
    @Order(7)
    void aBareHostHasTheDataAfterARestoreAndADeploy() throws Exception {
        project.writeConfig(text -> text.replaceFirst("(?m)^health: .*$", "")
                .replace(host.knownHosts().toString(), bare.knownHosts().toString())
                .replace(host.identity().toString(), bare.identity().toString())
                .replace("port: " + host.sshPort(), "port: " + bare.sshPort()));
        Tool.Result restore = Tool.run(project, "restore", archive.toString(), "--plain", OVERWRITE);
        assertThat(restore.exitCode()).as(restore.output()).isZero();
        assertThat(bare.run("docker", "ps", "--all", "--quiet"))
                .as("nothing runs there yet")
                .isEmpty();
        Tool.Result deploy = Tool.deploy(project, "--type", "infra");
        assertThat(deploy.exitCode()).as(deploy.output()).isZero();
        assertThat(read(bare)).isEqualTo(List.of("first", "first", "first"));
    }

    private static void configure(String more) throws IOException {
        String backup = more.isEmpty() ? "backup: {to: workstation, directory: " + archives + "}" : more;
        project.writeConfig(text -> text.replaceFirst("(?m)^health: .*$", "") + backup + "\n");
    }

    private static void write(DevHost on, String value) throws Exception {
        in(
                on,
                "scribe-postgres-1",
                "psql -q -U scribe -d scribe -c \"DROP TABLE IF EXISTS note; CREATE TABLE note (text text);"
                        + " INSERT INTO note VALUES ('" + value + "')\"");
        in(on, "scribe-redis-1", "redis-cli set note " + value);
        in(on, "scribe-neo4j-1", cypher("MERGE (n:Note) SET n.text = '" + value + "'"));
    }

    private static List<String> read(DevHost on) throws Exception {
        return List.of(
                in(on, "scribe-postgres-1", "psql -A -t -U scribe -d scribe -c 'SELECT text FROM note'"),
                in(on, "scribe-redis-1", "redis-cli get note"),
                in(on, "scribe-neo4j-1", cypher("MATCH (n:Note) RETURN n.text")).replaceAll("(?s).*\"(.*)\".*", "$1"));
    }

    private static String cypher(String query) {
        return "cypher-shell --format plain -u neo4j -p \"${NEO4J_AUTH#neo4j/}\" \"" + query + "\"";
    }

    private static String in(DevHost on, String container, String command) throws Exception {
        return on.run("docker", "exec", container, "sh", "-c", command).strip();
    }

    private static String startTimes() throws Exception {
        return host.run("sh", "-c", "docker inspect --format '{{.Name}} {{.State.StartedAt}}' $(docker ps -q) | sort");
    }

    /** What lies where archives are made, but for the directories themselves. */
    private static String onHost() throws Exception {
        return host.run("find", "/home/deploy/deploy-to-dev-backups", "-mindepth", "2")
                .strip();
    }
}
