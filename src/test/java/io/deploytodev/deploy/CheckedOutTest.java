package io.deploytodev.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.deploytodev.checkout.RefCheckout;
import io.deploytodev.config.ConfigLoader;
import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.Environment;
import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a ref's deploy is the ref's, and what is this machine's. */
class CheckedOutTest {

    private static final String HERE = """
            project: shop
            hosts:
              dev: {address: dev.example.internal, user: ada, identity: ../keys/id}
            compose: {env_file: ../.env}
            health: {path: /old}
            """;

    @TempDir
    Path temporary;

    private Path app;
    private Path checkout;

    @BeforeEach
    void files() throws IOException {
        app = temporary.resolve("app");
        checkout = temporary.resolve("checkout");
        write(app, "compose.yaml", "services: {}\n");
        write(app, ".env", "A=1\n");
        write(checkout, "docker-compose.yml", "services: {}\n");
    }

    @Test
    void where_the_environment_comes_from_must_be_said_before_anything_is_fetched() throws IOException {
        DeployConfig config = load(HERE);

        DeployFailure failure = catchThrowableOfType(
                DeployFailure.class, () -> CheckedOut.wish(config, host(config), "origin/main", ways()));

        assertThat(failure.kind()).isEqualTo(FailureKind.CONFIG);
        assertThat(failure.next()).contains(config.file().toString(), "ref: {env_file: same}");
    }

    @Test
    void a_project_without_an_environment_file_and_one_that_is_on_the_host_need_no_word() throws IOException {
        for (String compose : new String[] {"compose: {env_file: ../.env}\n", ""}) {
            DeployConfig config = load(HERE.replace("compose: {env_file: ../.env}\n", "")
                    + (compose.isEmpty() ? "" : "compose: {host_env_file: shop.env}\n"));
            assertThat(CheckedOut.wish(config, host(config), "main", ways()).here())
                    .isEqualTo(app);
        }
    }

    @Test
    void what_describes_the_project_is_the_refs_and_the_way_to_the_host_is_ours() throws IOException {
        write(checkout, "config/deploy.yml", """
                project: other
                hosts: {prod: {address: prod.example.internal}}
                health: {path: /new}
                infrastructure: [db]
                hooks: {before_sync: make}
                compose: {env_file: ../theirs.env, profiles: [mail]}
                """);

        CheckedOut tree = of(load(HERE + "ref: {env_file: same}\n"));

        assertThat(tree.config().project()).isEqualTo("shop");
        assertThat(tree.config().hosts()).containsOnlyKeys("dev");
        assertThat(tree.config().health().orElseThrow().path()).isEqualTo("/new");
        assertThat(tree.config().infrastructure())
                .hasValueSatisfying(list -> assertThat(list).containsExactly("db"));
        assertThat(tree.config().hooks()).isNotEmpty();
        assertThat(tree.withoutHooks().config().hooks()).isEmpty();
        assertThat(tree.config().source().root()).isEqualTo(checkout);
        assertThat(tree.config().compose().files()).containsExactly("docker-compose.yml");
        assertThat(tree.config().compose().profiles()).containsExactly("mail");
        assertThat(tree.config().compose().environment()).isEmpty();
        assertThat(tree.host().environment()).contains(new Environment.OnWorkstation(app.resolve(".env")));
        assertThat(tree.configText()).contains("project: other");
        assertThat(tree.git().commit()).isEqualTo("1a2b3c4");
        assertThat(tree.git().dirty()).isFalse();
    }

    @Test
    void without_one_of_its_own_our_configuration_is_read_as_if_it_lay_there() throws IOException {
        CheckedOut tree = of(load(HERE + "ref: {host_env_file: nightly.env}\n"));

        assertThat(tree.config().health().orElseThrow().path()).isEqualTo("/old");
        assertThat(tree.config().compose().files()).containsExactly("docker-compose.yml");
        assertThat(tree.host().environment()).contains(new Environment.OnHost("nightly.env"));
        assertThat(tree.configText()).contains("/old");
    }

    @Test
    void services_find_the_refs_environment_where_they_find_that_of_every_deploy() throws IOException {
        assertThat(of(load(HERE + "ref: {env_file: same}\n")).placeOfEnvironment())
                .contains(".env");
        assertThat(of(load(HERE + "ref: {env_file: /etc/shop/nightly.env}\n")).placeOfEnvironment())
                .contains(".env");
        String unnamed = HERE.replace("compose: {env_file: ../.env}\n", "");
        assertThat(of(load(unnamed + "ref: {env_file: ../.env.nightly}\n")).placeOfEnvironment())
                .contains(".env.nightly");
        assertThat(of(load(unnamed)).placeOfEnvironment()).isEmpty();
    }

    @Test
    void what_is_secret_here_does_not_travel_from_the_checkout_either() throws IOException {
        assertThat(of(load(HERE + "ref: {env_file: same}\n")).secretFiles())
                .containsExactlyInAnyOrder(checkout.resolve(".env"), checkout.resolve("keys/id"));
    }

    @Test
    void a_mistake_in_the_refs_configuration_is_told_as_the_refs() throws IOException {
        write(checkout, "config/deploy.yml", "project: other\nhosts: {prod: {address: x}}\nhealht: {path: /new}\n");

        DeployFailure failure =
                catchThrowableOfType(DeployFailure.class, () -> of(load(HERE + "ref: {env_file: same}\n")));

        assertThat(failure.what()).isEqualTo("config/deploy.yml of origin/main has a problem.");
        assertThat(failure.why()).contains("line 3", "healht");
    }

    private CheckedOut of(DeployConfig config) {
        return CheckedOut.of(
                config,
                host(config),
                new RefCheckout.Tree("origin/main", checkout, checkout, "1a2b3c4", "main"),
                ways());
    }

    private CheckedOut.Ways ways() {
        return CheckedOut.Ways.of(Map.of(), temporary.resolve("home"));
    }

    private DeployConfig load(String text) throws IOException {
        write(app, "config/deploy.yml", text);
        return new ConfigLoader(Map.of(), temporary.resolve("home")).load(app.resolve("config/deploy.yml"));
    }

    private static HostEntry host(DeployConfig config) {
        return Optional.ofNullable(config.hosts().get("dev")).orElseThrow();
    }

    private static void write(Path root, String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
