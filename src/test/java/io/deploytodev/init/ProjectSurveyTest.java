package io.deploytodev.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deploytodev.config.ConfigLoader;
import io.deploytodev.config.DeployConfig;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.init.Finding.Sureness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is guessed of projects whose authors never heard of this tool. */
class ProjectSurveyTest {

    private static final Server SERVER = Server.parse("deploy@dev.example.internal", "you said so");

    @TempDir
    private Path directory;

    /** The configurations are those that somebody wrote by hand to deploy these projects. */
    @ParameterizedTest
    @CsvSource({
        "src/it/projects/voicechat, .env.production, 'compose: {env_file: ../.env.production}\nhealth: {path: /api/health}'",
        "src/it/projects/linkshop, .env, 'compose: {env_file: ../.env}\nhealth: {path: /healthz}'",
        "src/it/projects/reports, .env, 'compose: {env_file: ../.env}\nhealth: {path: /}'",
        "compose, .env, 'compose: {files: [docker-compose.yml, docker-compose.backend.yml], env_file: ../.env}\n"
                + "health: {path: /health}'",
    })
    void whatIsWrittenMeansWhatAHumanWrote(String project, String environment, String byHand) throws IOException {
        Path copy = copy(Path.of(project));
        Files.writeString(copy.resolve(environment), "A=b\n");
        ProjectSurvey survey = ProjectSurvey.of(copy);

        DeployConfig guessed = load(copy, ConfigText.of(survey, SERVER));

        String host = "hosts: {dev: {address: dev.example.internal, user: deploy}}\n";
        assertThat(guessed).isEqualTo(load(copy, host + byHand));
        assertThat(Findings.open(survey)).isEmpty();
    }

    @Test
    void anEnvironmentFileThatIsNotThereYetIsACommentAndSaid() throws IOException {
        Path copy = copy(Path.of("src/it/projects/linkshop"));
        ProjectSurvey survey = ProjectSurvey.of(copy);
        assertThat(ConfigText.of(survey, SERVER))
                .contains("# compose: {env_file: ../.env}   # it is not there yet: make it of .env.example\n");
        assertThat(Findings.open(survey)).singleElement().asString().contains(".env is not there yet", ".env.example");
        assertThat(load(copy, ConfigText.of(survey, SERVER)).compose().environment())
                .isEmpty();
    }

    @Test
    void variablesThatNoFileSetsAreNamed() throws IOException {
        assertThat(Findings.open(ProjectSurvey.of(copy(Path.of("src/it/projects/reports")))))
                .singleElement()
                .asString()
                .startsWith("The compose files want BANNER, INDEX_TOKEN, SIGNING_KEY.");
    }

    @Test
    void eachGuessSaysFromWhereAndHowSureItIs() throws IOException {
        ProjectSurvey survey = ProjectSurvey.of(copy(Path.of("src/it/projects/linkshop")));
        assertThat(Findings.of(survey, SERVER))
                .contains(
                        new Finding("infrastructure", "redis", "known by their images", Sureness.SURE),
                        new Finding("gateway", "web at port 8080", "compose.yaml:6", Sureness.SURE),
                        new Finding("health.path", "/healthz", "web/server.js:10", Sureness.LIKELY));
    }

    @Test
    void aVariantOfAComposeFileIsLeftOutAndAFileWithServicesOfItsOwnIsNot() throws IOException {
        write("docker-compose.yml", "services: {db: {image: 'postgres:16'}}");
        write("docker-compose.prod.yml", "services: {db: {restart: always}}");
        write("docker-compose.test.yml", "services: {tester: {image: x}}");
        write("docker-compose.agents.yml", "services: {agent-a: {image: x, depends_on: [db]}}");
        ProjectSurvey survey = ProjectSurvey.of(directory);
        assertThat(survey.compose().files()).containsExactly("docker-compose.yml", "docker-compose.agents.yml");
        assertThat(survey.compose().leftOut()).containsExactly("docker-compose.prod.yml", "docker-compose.test.yml");
        assertThat(Findings.open(survey)).anyMatch(line -> line.startsWith("docker-compose.prod.yml was left out"));
    }

    @Test
    void theProjectIsFoundFromAFolderOfIt() throws IOException {
        write("compose.yaml", "services: {api: {build: ., ports: ['8000:8000']}}");
        Files.createDirectories(directory.resolve("src/deep"));
        assertThat(ProjectSurvey.of(directory.resolve("src/deep")).root()).isEqualTo(directory);
    }

    @Test
    void composeFilesInAFolderThatNeedNothingOutsideMakeThatTheTree() throws IOException {
        write("docker/docker-compose.yml", "services: {api: {build: ./api, ports: ['8000:8000']}}");
        write("docker/api/app.py", "@app.get('/health')\n");
        ProjectSurvey survey = ProjectSurvey.of(directory);
        DeployConfig config = load(directory, ConfigText.of(survey, SERVER));
        assertThat(config.source().root()).isEqualTo(directory.resolve("docker"));
        assertThat(config.compose().files()).containsExactly("docker-compose.yml");
        assertThat(survey.health()).map(HealthGuess::from).contains("docker/api/app.py:1");
    }

    @Test
    void composeFilesInAFolderThatBuildWhatLiesOutsideAreIncluded() throws IOException {
        write("deploy/docker-compose.yml", "services: {api: {build: {context: ..}, ports: ['8000:8000']}}");
        write("app/main.py", "@app.get(\"/health\")\n");
        ProjectSurvey survey = ProjectSurvey.of(directory);
        DeployConfig config = load(directory, ConfigText.of(survey, SERVER));
        assertThat(config.source().root()).isEqualTo(directory);
        assertThat(config.compose().files()).containsExactly("config/compose.yml");
        assertThat(ConfigText.including(survey)).contains("include:\n  - path: [deploy/docker-compose.yml]\n");
        assertThat(survey.health()).map(HealthGuess::from).contains("app/main.py:1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '%',
            value = {
                "main.py | @app.get(\"/healthz\") | /healthz | LIKELY",
                "main.py | @app.route('/health', methods=['GET']) | /health | LIKELY",
                "app.ts | app.get('/api/health', (req, res) => res.json({})) | /api/health | LIKELY",
                "main.go | http.HandleFunc(\"/healthz\", ok) | /healthz | LIKELY",
                "Program.cs | app.MapHealthChecks(\"/health\"); | /health | LIKELY",
                "urls.py | path('health/', views.health), | /health/ | LIKELY",
                "routes.rb | get \"up\" => \"rails/health#show\" | /up | LIKELY",
                "nginx.conf | location = /healthz { | /healthz | LIKELY",
                "pom.xml | <artifactId>spring-boot-starter-actuator</artifactId> | /actuator/health | LIKELY",
                "a.py | router = APIRouter(prefix=\"/api\")\\n@router.get(\"/health\") | /api/health | LIKELY",
                "a.py | app.include_router(r, prefix='/v1')\\n@router.get(\"/health\") | /health | UNSURE",
                "H.java | @RequestMapping(\"/api\")\\n@GetMapping(\"/health\") | /api/health | LIKELY",
            })
    void healthRoutesOfManyKindsAreSeen(String file, String text, String path, Sureness sureness) throws IOException {
        write("compose.yaml", "services: {api: {build: ., ports: ['8000:8000']}}");
        write("src/" + file, text.replace("\\n", "\n"));
        assertThat(ProjectSurvey.of(directory).health())
                .map(guess -> guess.path() + " " + guess.sureness())
                .contains(path + " " + sureness);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '%',
            value = {
                "src/client.js | axios.get('/health')",
                "src/main.py | # @app.get('/health')",
                "tests/test_app.py | client.get('/health')",
                "node_modules/x/index.js | app.get('/health', ok)",
                "README.md | app.get('/health', ok)",
            })
    void whatOnlyLooksLikeAHealthRouteIsNone(String file, String text) throws IOException {
        write("compose.yaml", "services: {api: {build: ., ports: ['8000:8000']}}");
        write(file, text);
        ProjectSurvey survey = ProjectSurvey.of(directory);
        assertThat(survey.health()).isEmpty();
        assertThat(ConfigText.of(survey, SERVER)).contains("# health: {path: /}   # no health address was found");
        assertThat(load(directory, ConfigText.of(survey, SERVER)).health()).isEmpty();
    }

    @Test
    void aHealthcheckWinsOverTheSourceUnlessItAsksAPortThatIsNotPublished() throws IOException {
        write("main.py", "@app.get('/health')\n");
        String compose = """
                services:
                  api:
                    build: .
                    ports: ["80:8000"]
                    healthcheck: {test: ["CMD", "curl", "-f", "http://localhost:%d/ready"]}
                """;
        write("compose.yaml", compose.formatted(8000));
        assertThat(ProjectSurvey.of(directory).health())
                .contains(new HealthGuess("/ready", "compose.yaml:5 (its healthcheck)", Sureness.SURE));
        write("compose.yaml", compose.formatted(9999));
        assertThat(ProjectSurvey.of(directory).health()).map(HealthGuess::path).contains("/health");
    }

    @Test
    void ofSeveralThatPublishAPortTheGatewayIsTakenByItsNameAndItsPortIsNamed() throws IOException {
        write("compose.yaml", """
                services:
                  frontend: {build: ./ui, ports: ["3000:3000"]}
                  api-gateway: {build: ., ports: ["${PORT:-8000}:8000"]}
                  adminer: {image: adminer, ports: ["8081:8080"]}
                  metrics: {image: x, ports: ["127.0.0.1:9100:9100"]}
                """);
        write(".env", "PORT=8088\n");
        write("main.py", "@app.get('/health')\n");
        ProjectSurvey survey = ProjectSurvey.of(directory);
        assertThat(survey.gateway().orElseThrow().sureness()).isEqualTo(Sureness.LIKELY);
        assertThat(ConfigText.of(survey, SERVER)).contains("health: {port: 8088, path: /health}");
        assertThat(survey.withGateway("frontend").gateway().orElseThrow().port().published())
                .isEqualTo(3000);
    }

    @Test
    void frontendsAndAgentsThatAreNotCalledSoAreNamed() throws IOException {
        write("compose.yaml", """
                services:
                  shop: {build: ./shop}
                  frontend: {image: x}
                  planner: {image: x, environment: {SERVICE_TYPE: agent-planner}}
                """);
        write("shop/package.json", "{\"dependencies\": {\"react-dom\": \"18\"}}");
        assertThat(ProjectSurvey.of(directory).types())
                .isEqualTo(Map.of("agents", List.of("planner"), "frontend", List.of("frontend", "shop")));
    }

    @Test
    void whereThereIsNoComposeFileItSaysWhereItLooked() {
        assertThatThrownBy(() -> ProjectSurvey.of(directory)).isInstanceOfSatisfying(DeployFailure.class, failure -> {
            assertThat(failure.what()).contains("no compose file in " + directory);
            assertThat(failure.why()).contains("compose.yaml", "deploy/");
        });
    }

    private static DeployConfig load(Path project, String text) {
        return new ConfigLoader(Map.of(), Path.of("/home/ada")).load(project.resolve("config/deploy.yml"), text);
    }

    private void write(String file, String text) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private Path copy(Path project) throws IOException {
        Path copy = directory.resolve(project.getFileName());
        try (Stream<Path> paths = Files.walk(project)) {
            for (Path path :
                    paths.filter(each -> !each.toString().contains("/target")).toList()) {
                Files.copy(path, copy.resolve(project.relativize(path).toString()));
            }
        }
        return copy;
    }
}
