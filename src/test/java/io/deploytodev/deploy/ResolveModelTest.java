package io.deploytodev.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.deploytodev.config.ConfigLoader;
import io.deploytodev.config.DeployConfig;
import io.deploytodev.connection.Connection;
import io.deploytodev.event.DeployEvent.Notice;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.pipeline.Pipeline;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.release.ShellHost;
import io.deploytodev.release.StateDirectory;
import io.deploytodev.secret.Secrets;
import io.deploytodev.sync.Delta;
import io.deploytodev.sync.Manifest;
import io.deploytodev.sync.SourceTree;
import io.deploytodev.sync.TreeComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real shells and real files; only docker is a script that says what Compose would. */
class ResolveModelTest {

    private static final String CONFIG = """
            project: shop
            hosts: {dev: {address: dev}}
            compose: {env_file: dev.env}
            infrastructure: [db]
            """;

    private static final String COMPOSE = """
            case "$*" in
              *--hash*) echo 'api 1111'; echo 'db 2222' ;;
              *) echo '{"services": {"api": {"depends_on": {"db": {}}}, "db": {"image": "postgres:16"}}}' ;;
            esac
            """;

    @TempDir
    private Path directory;

    private final RecordedEvents events = new RecordedEvents();
    private StateDirectory state;

    @BeforeEach
    void files() throws IOException {
        state = StateDirectory.of(directory + "/host", "shop");
        Files.createDirectories(Path.of(state.source()));
        Files.writeString(directory.resolve("dev.env"), "POSTGRES_PASSWORD=s3cret\n");
    }

    @Test
    void composeIsReadOnceAndItsHashesAreKept() throws IOException {
        ResolvedProject resolved = resolve(CONFIG, COMPOSE);
        assertThat(resolved.model().services()).containsOnlyKeys("api", "db");
        assertThat(resolved.hashes()).containsExactlyInAnyOrderEntriesOf(Map.of("api", "1111", "db", "2222"));
        assertThat(resolved.infrastructure()).containsExactly("db");
        assertThat(resolved.project().files()).containsExactly(state.model());
    }

    @Test
    void theEnvironmentReachesTheHostReadableByNobodyElse() throws IOException {
        resolve(CONFIG, COMPOSE);
        assertThat(Path.of(state.environment())).hasContent("POSTGRES_PASSWORD=s3cret");
        for (String file : new String[] {state.environment(), state.model()}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(file))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void servicesThatTheComposeFilesDoNotHaveAreNamed() {
        DeployFailure failure =
                failure(CONFIG.replace("[db]", "[db, postgress]") + "readiness: {apo: {port: 1}}\n", COMPOSE);
        assertThat(failure.kind()).isEqualTo(FailureKind.CONFIG);
        assertThat(failure.what())
                .endsWith("deploy.yml names services that the compose files do not have: apo, postgress.");
        assertThat(failure.why()).isEqualTo("The services are: api, db.");
    }

    @Test
    void whatComposeComplainsOfIsPassedOn() {
        DeployFailure failure =
                failure(CONFIG, "echo 'required variable REDIS_PASSWORD is missing a value: set it' >&2; exit 1");
        assertThat(failure.kind()).isEqualTo(FailureKind.CONFIG);
        assertThat(failure.what()).isEqualTo("Docker Compose cannot read the project's files docker-compose.yml.");
        assertThat(failure.why()).isEqualTo("required variable REDIS_PASSWORD is missing a value: set it");
        assertThat(failure.next())
                .isEqualTo("Correct the compose files; variables come from " + directory.resolve("dev.env") + ".");
    }

    @Test
    void aDotEnvThatNoEnvFileNamesIsWhereMissingVariablesStayed() throws IOException {
        String variables = "case \"$*\" in *--variables*) echo 'TOKEN true' ;;"
                + " *) echo 'required variable TOKEN is missing a value' >&2; exit 1 ;; esac";
        String config = CONFIG.replace("compose: {env_file: dev.env}\n", "");
        String onTheHost = state.source() + "/.env on the host";
        assertThat(failure(config, variables).next()).isEqualTo("Set them in " + onTheHost + ".");
        Files.writeString(directory.resolve(".env"), "TOKEN=s3cret\n");
        assertThat(failure(config, variables).next())
                .startsWith(directory.resolve(".env") + " does not travel")
                .contains("compose: {env_file: .env}");
        assertThat(failure(CONFIG, variables).next()).isEqualTo("Set them in " + directory.resolve("dev.env") + ".");
    }

    @Test
    void aMissingEnvironmentFileIsNamedBeforeAnythingIsRun() throws IOException {
        Files.delete(directory.resolve("dev.env"));
        DeployFailure failure = failure(CONFIG, "touch '" + directory + "/ran'");
        assertThat(failure.kind()).isEqualTo(FailureKind.CONFIG);
        assertThat(failure.what())
                .isEqualTo("The environment file " + directory.resolve("dev.env") + " cannot be read.");
        assertThat(directory.resolve("ran")).doesNotExist();
    }

    @Test
    void warningsOfComposeAreTold() throws IOException {
        resolve(
                CONFIG,
                "echo 'time=\"2026\" level=warning msg=\"The \\\"TAG\\\" variable is not set.\"' >&2\n" + COMPOSE);
        assertThat(events.of(Notice.class).map(Notice::message)).containsExactly("The 'TAG' variable is not set.");
    }

    @Test
    void anEnvironmentFileOfTheProjectIsLinkedWhereItsServicesLookForIt() throws IOException {
        Files.writeString(directory.resolve(".env"), "TOKEN=s3cret\n");
        resolve(CONFIG.replace("dev.env", ".env"), COMPOSE);
        Path link = Path.of(state.source(), ".env");
        assertThat(link).isSymbolicLink().hasContent("TOKEN=s3cret");
    }

    @Test
    void theHostsOwnEnvironmentFileStaysAsItIs() throws IOException {
        Files.writeString(directory.resolve(".env"), "TOKEN=s3cret\n");
        Path own = Files.writeString(Path.of(state.source(), ".env"), "TOKEN=own\n");
        resolve(CONFIG.replace("dev.env", ".env"), COMPOSE);
        assertThat(own).hasContent("TOKEN=own");
    }

    @Test
    void aServiceWithoutItsEnvironmentFileIsToldTheLineThatBringsIt() {
        DeployFailure failure = failure(
                CONFIG,
                "echo 'env file " + state.source() + "/.env.production not found: stat: no such file' >&2; exit 1");
        assertThat(failure.what())
                .isEqualTo("A service takes its environment from .env.production, which the host does not have.");
        assertThat(failure.next()).contains("compose: {env_file: .env.production}", state.source());
    }

    @Test
    void aServiceIsConfiguredAnewWhenAFileThatItSeesChanges() throws IOException {
        String mounted = mountOf("bind", "nginx.conf");
        Path file = Files.writeString(Path.of(state.source(), "nginx.conf"), "one");
        String first = resolve(CONFIG, mounted).model().toJson();
        assertThat(resolve(CONFIG, mounted).model().toJson()).isEqualTo(first).contains("io.deploytodev.files");
        Files.writeString(file, "two");
        assertThat(resolve(CONFIG, mounted).model().toJson()).isNotEqualTo(first);
    }

    @Test
    void aDirectoryThatIsMountedIsMadeAndItsContentIsItsOwnAffair() throws IOException {
        String json = resolve(CONFIG, mountOf("bind", "model")).model().toJson();
        assertThat(Path.of(state.source(), "model")).isDirectory();
        assertThat(json).doesNotContain("io.deploytodev.files");
    }

    private String mountOf(String type, String name) {
        return "case \"$*\" in *--hash*) echo 'db 2222' ;; *) echo '{\"services\": {\"db\": {\"volumes\": [{\"type\": \""
                + type + "\", \"source\": \"" + state.source() + "/" + name + "\", \"target\": \"/x\"}]}}}' ;; esac";
    }

    private List<Path> onHost() throws IOException {
        try (Stream<Path> all = Files.walk(Path.of(state.path()))) {
            return all.sorted().toList();
        }
    }

    private DeployFailure failure(String config, String docker) {
        DeployFailure failure = catchThrowableOfType(DeployFailure.class, () -> resolve(config, docker));
        assertThat(failure).as("a failure for the user").isNotNull();
        return failure;
    }

    private ResolvedProject resolve(String config, String docker) throws IOException {
        Path program = Files.createDirectories(directory.resolve("bin")).resolve("docker");
        Files.writeString(program, "#!/bin/sh\n" + docker + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Path file = Files.writeString(directory.resolve("deploy.yml"), config);
        try (ShellHost host = new ShellHost(directory).after("PATH='" + program.getParent() + "':$PATH")) {
            Pipeline pipeline = new Pipeline();
            Connection open = new Connection(host, null, null, state, null);
            Ref<Connection> connection = pipeline.add("connect", scope -> StepResult.done(open, ""));
            DeployConfig loaded = new ConfigLoader(Map.of(), directory).load(file);
            DeployRequest request =
                    DeployRequest.everything(loaded, loaded.hosts().get(loaded.defaultHost()), "ada@laptop");
            Begun first = new Begun("id", "time", Optional.empty(), List.of(), Optional.empty());
            Ref<Begun> begun = pipeline.add("begin", scope -> StepResult.done(first, ""));
            TreeComparison same = new TreeComparison(
                    state.source(),
                    new Manifest(List.of()),
                    new Delta(List.of(), List.of(), List.of()),
                    false,
                    true,
                    "digest",
                    Optional.empty());
            Ref<TreeComparison> compared = pipeline.add("compare", scope -> StepResult.done(same, ""));
            ResolveModel resolve = new ResolveModel(connection, begun, compared, request, new Secrets(), early -> {});
            Ref<ResolvedProject> model = pipeline.add("model", resolve, connection, begun, compared);
            Ref<List<Path>> seen = pipeline.add("look", scope -> StepResult.done(onHost(), ""), model);
            SourceTree source = new SourceTree(directory);
            SyncSource sync = new SyncSource(
                    connection, null, compared, resolve::staged, source, false, null, SyncSource.Beside.NOTHING);
            pipeline.add("sync", sync, seen);
            List<Path> before = onHost();
            pipeline.run(events, Clock.systemUTC());
            assertThat(seen.get()).as("the host while the model is resolved").isEqualTo(before);
            return model.get();
        }
    }
}
