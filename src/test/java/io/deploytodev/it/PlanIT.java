package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deploytodev.docker.ComposeModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a plan says, and that the deploy after it does just that. Each test begins where the one before it ended. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PlanIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STATE = "/home/deploy/.deploy-to-dev/planned";
    private static final String SECRET = "Sentinel-4711-token";

    @TempDir
    private static Path directory;

    @RegisterExtension
    @Order(1)
    private static final DevHost host = DevHost.forTheClass();

    @BeforeAll
    static void project() throws IOException {
        String image = System.getenv().getOrDefault("REDIS_IMAGE", "redis:7");
        write("config/deploy.yml", """
                project: planned
                source: {root: ../tree}
                hosts: {dev: {address: %s, port: %d, user: deploy, identity: %s, known_hosts: %s}}
                compose: {env_file: dev.env}
                infrastructure: [cache]
                """.formatted(host.address(), host.sshPort(), host.identity(), host.knownHosts()));
        write("config/dev.env", "TOKEN=" + SECRET + "\nBASE=" + image + "\nLEVEL=info\n");
        write("tree/compose.yml", """
                include: [infra/cache.yml]
                x-app: &app
                  image: planned-app
                  build: {context: ., dockerfile: app/Dockerfile, args: {BASE: "${BASE}"}}
                  entrypoint: [sleep, infinity]
                  init: true
                services:
                  job:
                    <<: *app
                    entrypoint: ["true"]
                  api:
                    <<: *app
                    extends: {file: infra/base.yml, service: limits}
                    env_file: conf/api.env
                    environment: {TOKEN: "${TOKEN:?}"}
                    volumes: ["./conf/api.conf:/api.conf:ro", "./data:/data"]
                    depends_on:
                      cache: {condition: service_started}
                      job: {condition: service_completed_successfully}
                  worker:
                    <<: *app
                    environment: {LEVEL: "${LEVEL:-}"}
                """);
        write("tree/infra/cache.yml", "services: {cache: {image: \"${BASE}\", mem_limit: 128m}}\n");
        write("tree/infra/base.yml", "services: {limits: {mem_limit: 64m}}\n");
        write("tree/app/Dockerfile", "ARG BASE\nFROM ${BASE}\nCOPY app/code.txt /code.txt\n");
        write("tree/app/code.txt", "one\n");
        write("tree/conf/api.env", "COLOUR=red\n");
        write("tree/conf/api.conf", "first\n");
    }

    @Test
    @Order(1)
    void onABareHostAPlanLeavesNothingAndTheDeployDoesWhatItSaid() throws Exception {
        ToldPlan plan = plan();
        assertThat(plan.release()).isEmpty();
        assertThat(plan.told())
                .contains(
                        "send 7 files",
                        "build planned-app",
                        "create cache",
                        "create job",
                        "create api",
                        "create worker")
                .hasSize(6);
        assertThat(host.run("sh", "-c", "ls -d " + STATE + "/.. 2> /dev/null || echo nothing"))
                .isEqualTo("nothing");
        assertThat(host.containers()).isEmpty();
        deploysWhatWasPlanned(plan);
    }

    @Test
    @Order(2)
    void whatWasStagedIsWhatComposeMakesOfTheFilesThemselves() throws Exception {
        String resolved = host.run(
                "su",
                "deploy",
                "-c",
                "docker compose --project-name planned --project-directory " + STATE + "/source --file " + STATE
                        + "/source/compose.yml --env-file " + STATE + "/env config --format json");
        String kept =
                host.run("cat", STATE + "/model.json").replaceAll("\"labels\":\\{\"io.deploytodev.files\":[^}]*},", "");
        assertThat(kept).isEqualTo(ComposeModel.parse(resolved).ordered().toJson());
    }

    @Test
    @Order(3)
    void withoutAChangeThereIsNothingToDoAndADeployDoesNothing() throws Exception {
        Map<String, String> containers = host.containers();
        String files = files(".");

        Tool.Result text = Tool.run(config(), "plan", "--plain");
        Tool.Result dry = Tool.deploy(config(), "--dry-run");
        ToldPlan plan = plan();

        assertThat(text.exitCode()).as(text.output()).isZero();
        assertThat(text.output()).contains("plan done in ", ": nothing to do");
        assertThat(text.output()).contains("unchanged       planned-app, cache, job, worker, api");
        assertThat(dry.output()).contains(": nothing to do");
        assertThat(plan.node().path("nothingToDo").asBoolean()).isTrue();
        assertThat(files(".")).as("what lies on the host").isEqualTo(files);
        Tool.Result deploy = Tool.deploy(config());
        assertThat(deploy.exitCode()).as(deploy.output()).isZero();
        assertThat(deploy.output()).contains("nothing changed: " + plan.release() + " stays");
        assertThat(host.containers()).isEqualTo(containers);
        assertThat(host.run("ls", STATE + "/releases")).isEqualTo(plan.release());
        assertThat(host.run("docker", "image", "ls", "--format", "{{.Tag}}", "planned-app")
                        .lines())
                .hasSize(2);
    }

    @Test
    @Order(4)
    void changedFilesAndVariablesAreToldWithTheServicesThatTheyConcern() throws Exception {
        edit("tree/conf/api.env", text -> text.replace("red", "blue"));
        edit("config/dev.env", text -> text.replace("LEVEL=info", "LEVEL=debug\nNEW=1")
                .replace(SECRET, SECRET + "2"));
        ToldPlan plan = plan();
        assertThat(plan.told())
                .containsExactlyInAnyOrder(
                        "send 1 files",
                        "change LEVEL",
                        "add NEW",
                        "change TOKEN",
                        "build planned-app",
                        "recreate job?",
                        "recreate api",
                        "recreate worker");
        assertThat(plan.causeOf("api")).isEqualTo("its configuration changed: environment.COLOUR, environment.TOKEN");
        assertThat(plan.node().toString()).doesNotContain(SECRET, "blue", "debug");
        deploysWhatWasPlanned(plan);
    }

    @Test
    @Order(5)
    void includedFilesMountedFilesNewAndRemovedServicesAreSeenBeforeTheyAreThere() throws Exception {
        edit("tree/infra/cache.yml", text -> text.replace("128m", "96m"));
        edit("tree/infra/base.yml", text -> text.replace("64m", "48m"));
        write("tree/conf/api.conf", "second\n");
        write("tree/infra/more.yml", "services: {extra: {image: \"${BASE}\", mem_limit: 64m}}\n");
        edit("tree/compose.yml", text -> text.replace("[infra/cache.yml]", "[infra/cache.yml, infra/more.yml]")
                .replaceFirst("(?s)  worker:.*", ""));
        Map<String, String> containers = host.containers();
        ToldPlan plan = plan();
        assertThat(plan.told())
                .containsExactlyInAnyOrder(
                        "send 5 files",
                        "build planned-app",
                        "recreate cache",
                        "create extra",
                        "recreate job?",
                        "recreate api",
                        "remove worker");
        assertThat(plan.causeOf("cache")).isEqualTo("its configuration changed: mem_limit");
        assertThat(plan.causeOf("api")).isEqualTo("its configuration changed: labels.io.deploytodev.files, mem_limit");
        assertThat(host.containers()).isEqualTo(containers);
        deploysWhatWasPlanned(plan);
        assertThat(host.containers()).containsOnlyKeys("cache", "job", "api", "extra");
    }

    @Test
    @Order(6)
    void aPartIsPlannedAsItIsDeployed() throws Exception {
        write("tree/app/code.txt", "two\n");
        edit("tree/infra/cache.yml", text -> text.replace("96m", "80m"));
        assertThat(plan("--no-build", "--service", "api").told()).containsExactlyInAnyOrder("send 2 files");
        assertThat(plan("--no-sync", "--type", "infra").told()).isEmpty();
        ToldPlan plan = plan("--service", "extra");
        assertThat(plan.told()).containsExactlyInAnyOrder("send 2 files");
        plan = plan("--service", "api");
        assertThat(plan.told())
                .containsExactlyInAnyOrder("send 2 files", "build planned-app", "recreate job?", "recreate api?");
        assertThat(plan.causeOf("cache")).isEqualTo("its configuration changed: mem_limit, but it was not asked for");
        deploysWhatWasPlanned(plan, "--service", "api");
    }

    @Test
    @Order(7)
    void whatADeployWouldFailWithFailsThePlanAndNeitherTouchesTheHost() throws Exception {
        String whole = Files.readString(directory.resolve("tree/compose.yml"));
        String files = files("source", "env", "model.json");
        for (UnaryOperator<String> mistake : List.<UnaryOperator<String>>of(
                text -> text.replace("services:", "services: ["),
                text -> text.replace("infra/more.yml", "infra/absent.yml"),
                text -> text.replace("${TOKEN:?}", "${NOBODY:?}"),
                text -> text.replace("app/Dockerfile", "app/Nofile"))) {
            write("tree/compose.yml", mistake.apply(whole));
            Tool.Result plan = Tool.run(config(), "plan", "--plain");
            assertThat(plan.exitCode()).as(plan.output()).isEqualTo(3);
            Tool.Result deploy = Tool.deploy(config());
            assertThat(deploy.exitCode()).as(deploy.output()).isEqualTo(3);
            assertThat(host.run("cat", STATE + "/source/compose.yml")).isEqualTo(whole.strip());
            assertThat(plan.output()).doesNotContain("scratch.");
        }
        write("tree/compose.yml", whole);
        assertThat(files("source", "env", "model.json")).isEqualTo(files);
    }

    private static void deploysWhatWasPlanned(ToldPlan plan, String... options) throws Exception {
        Tool.Result deploy = Tool.deploy(config(), options);
        assertThat(deploy.exitCode()).as(deploy.output()).isZero();
        List<String> changes = new ArrayList<>();
        String line = Tool.run(config(), "releases", "--json")
                .output()
                .lines()
                .findFirst()
                .orElseThrow();
        JSON.readTree(line).path("changes").forEach(change -> changes.add(change.asText()));
        changes.removeIf(change -> change.startsWith("image: ") || change.startsWith("files: "));
        for (JsonNode action : plan.actions()) {
            if (!List.of("infrastructure", "service")
                            .contains(action.path("area").asText())
                    || List.of("keep", "remove").contains(action.path("action").asText())) {
                continue;
            }
            String service = action.path("subjects").path(0).asText();
            String told = service + ": " + action.path("cause").asText().replace(" (it runs to its end)", "");
            if (action.path("certain").asBoolean()) {
                assertThat(changes).contains(told);
            }
            changes.removeIf(change -> change.equals(told) || change.startsWith(service + ": image changed"));
        }
        assertThat(changes)
                .as("what the deploy did beyond the plan %s", plan.told())
                .isEmpty();
    }

    private static ToldPlan plan(String... options) throws Exception {
        Tool.Result result = Tool.run(
                config(),
                "plan",
                Stream.concat(Stream.of("--json"), Stream.of(options)).toArray(String[]::new));
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).doesNotContain(SECRET);
        for (String line : result.output().lines().toList()) {
            JsonNode node = JSON.readTree(line);
            if (node.path("event").asText().equals("planned")) {
                return new ToldPlan(node);
            }
        }
        throw new AssertionError("no plan in " + result.output());
    }

    /** All that lies at these places of the state directory, with times and inodes. */
    private static String files(String... places) {
        return host.run(
                "sh",
                "-c",
                "cd " + STATE + " && find " + String.join(" ", places)
                        + " -not -path . -printf '%p %i %T@ %C@ %m\\n' | sort");
    }

    private static Path config() {
        return directory.resolve("config/deploy.yml");
    }

    private static void write(String file, String text) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private static void edit(String file, UnaryOperator<String> change) throws IOException {
        String before = Files.readString(directory.resolve(file));
        assertThat(change.apply(before)).isNotEqualTo(before);
        write(file, change.apply(before));
    }
}
