package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.deploytodev.config.ConfigLoader;
import io.deploytodev.config.DeployConfig;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.event.DeployEvent;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.schedule.HttpMessenger;
import io.deploytodev.schedule.NightlyRun;
import io.deploytodev.schedule.PipelineDeployer;
import io.deploytodev.schedule.RealTime;
import io.deploytodev.schedule.RunDelivery;
import io.deploytodev.schedule.RunFiles;
import io.deploytodev.schedule.RunOutcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Nights one after another: a real remote over SSH, a real dev host, a real receiver of messages. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NightlyRunIT {

    private static final String MORE = """
            ref: {timeout: 1m}
            schedules:
              nightly: {cron: "0 2 * * *", zone: UTC, ref: origin/main, skip_unchanged: true, retries: 0, deadline: 5m}
            notify: {webhook_env: HOOK, secret_env: KEY, dead_man_env: PING}
            """;

    @RegisterExtension
    @Order(1)
    private static final DevHost host = DevHost.forTheClass();

    @RegisterExtension
    @Order(2)
    private static final TinyProject project = TinyProject.on(host, "nights");

    @TempDir
    private static Path directory;

    private static GitServer remote;
    private static HttpServer receiver;
    private static Path author;
    private static final List<String> messages = new CopyOnWriteArrayList<>();
    private static final List<String> pings = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void prepare() throws Exception {
        remote = GitServer.start(Files.createDirectory(directory.resolve("server")));
        project.configure(MORE);
        Path clone = project.file("");
        GitServer.run(clone, "git", "init", "--quiet", "--initial-branch=main");
        GitServer.run(clone, "git", "config", "core.sshCommand", remote.ssh());
        GitServer.run(clone, "git", "remote", "add", "origin", remote.url());
        GitServer.run(clone, "git", "add", "--all");
        GitServer.run(clone, "git", "commit", "--quiet", "--message", "first");
        GitServer.run(clone, "git", "push", "--quiet", "origin", "main");
        author = directory.resolve("author");
        GitServer.run(clone, "git", "clone", "--quiet", clone.toString(), author.toString());
        GitServer.run(author, "git", "config", "core.sshCommand", remote.ssh());
        GitServer.run(author, "git", "remote", "set-url", "origin", remote.url());
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hook", exchange -> {
            messages.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        receiver.createContext("/ping", exchange -> {
            pings.add(exchange.getRequestMethod());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterAll
    static void stop() {
        receiver.stop(0);
        remote.close();
    }

    @Test
    @Order(1)
    void the_first_night_deploys_what_was_pushed_and_leaves_its_record_on_the_host() throws Exception {
        RunOutcome outcome = night(config());

        assertThat(outcome.outcome()).as(outcome.what()).isEqualTo(RunOutcome.HEALTHY);
        assertThat(project.served("web")).contains("first");
        assertThat(messages).isEmpty();
        assertThat(pings).containsExactly("GET");
        assertThat(host.run("sh", "-c", "cat " + project.state() + "/runs/*-nightly-*.json"))
                .contains("\"outcome\":\"healthy\"", "\"branch\":\"main\"", "\"stepMillis\":{");
        assertThat(host.run("sh", "-c", "cat " + project.state() + "/runs/*-nightly-*.log"))
                .contains("deploy nights on dev");
    }

    @Test
    @Order(2)
    void a_night_without_a_commit_touches_nothing() throws Exception {
        Map<String, String> before = host.containers();

        RunOutcome outcome = night(config());

        assertThat(outcome.outcome()).as(outcome.what()).isEqualTo(RunOutcome.UNCHANGED);
        assertThat(host.containers()).isEqualTo(before);
        assertThat(pings).hasSize(2);
    }

    @Test
    @Order(3)
    void after_a_broken_commit_the_old_version_serves_and_somebody_is_told_why() throws Exception {
        push("Dockerfile", "FROM deploy-to-dev-standin/python:3.11\nCOPY page /srv/page\nCMD [\"false\"]\n");

        RunOutcome outcome = night(config());

        assertThat(outcome.outcome()).as(outcome.what()).isEqualTo("rolledBack");
        assertThat(project.served("web")).contains("first");
        assertThat(messages).hasSize(1);
        assertThat(new ObjectMapper().readTree(messages.get(0)).path("event").asText())
                .isEqualTo("failure");
        assertThat(pings).hasSize(2);
    }

    @Test
    @Order(4)
    void a_night_with_the_host_down_is_known_here_and_on_the_host_once_it_is_back() throws Exception {
        Path file = project.file("config/deploy.yml");
        String here = Files.readString(file);
        Files.writeString(file, here.replace("port: " + host.sshPort(), "port: 1"));

        RunOutcome outcome = night(config());

        Files.writeString(file, here);
        assertThat(outcome.outcome()).as(outcome.what()).isEqualTo("connect");
        assertThat(messages).hasSize(2);
        assertThat(records()).isEqualTo(3);
    }

    @Test
    @Order(5)
    void a_mended_commit_is_a_recovery_and_brings_the_record_of_the_night_before() throws Exception {
        push("Dockerfile", Files.readString(project.file("Dockerfile")));
        push("page", "mended\n");

        RunOutcome outcome = night(config());

        assertThat(outcome.outcome()).as(outcome.what()).isEqualTo(RunOutcome.HEALTHY);
        assertThat(project.served("web")).contains("mended");
        assertThat(new ObjectMapper().readTree(messages.get(2)).path("event").asText())
                .isEqualTo("recovery");
        assertThat(records()).isEqualTo(5);
        Tool.Result report = project.run("report");
        assertThat(report.exitCode()).as(report.output()).isZero();
        assertThat(report.output())
                .contains("nightly for nights on dev, the last 4 weeks: 5 runs, 3 well (1 had nothing to do)", "✔–✘✘✔");
    }

    private static int records() {
        return Integer.parseInt(host.run("sh", "-c", "ls " + project.state() + "/runs/*.json | wc -l")
                .strip());
    }

    private static void push(String file, String text) throws Exception {
        Files.writeString(author.resolve(file), text);
        GitServer.run(author, "git", "commit", "--quiet", "--all", "--message", "change");
        GitServer.run(author, "git", "push", "--quiet", "origin", "main");
    }

    private static DeployConfig config() {
        return new ConfigLoader(environment(), directory).load(project.file("config/deploy.yml"));
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        String address = "http://127.0.0.1:" + receiver.getAddress().getPort();
        environment.put("HOOK", address + "/hook");
        environment.put("PING", address + "/ping");
        environment.put("KEY", "a-key");
        environment.put("XDG_CACHE_HOME", directory.resolve("cache").toString());
        return environment;
    }

    private static RunOutcome night(DeployConfig config) {
        Clock clock = Clock.systemUTC();
        NightlyRun.Time time = RealTime.of(clock);
        NightlyRun run = new NightlyRun(
                new NightlyRun.Setting(config.project(), "timer@nightly", config.file(), config.messages()),
                new PipelineDeployer(
                        config,
                        (request, events) -> {
                            throw new IllegalStateException("nobody asked for one");
                        },
                        "timer@nightly",
                        environment(),
                        directory,
                        clock),
                RunFiles.of(Map.of(), directory, config.project()),
                new HttpMessenger(config.messages(), clock, time.pause()),
                new RunDelivery(config, new SshAccess(environment(), directory), clock),
                NightlyRunIT::story,
                event -> {},
                time);
        return run.run(config.schedules().get(0), Instant.now());
    }

    private static NightlyRun.Story story(Path log) {
        return new NightlyRun.Story() {
            @Override
            public synchronized void accept(DeployEvent event) {
                try {
                    Files.writeString(
                            log,
                            event instanceof DeployEvent.RunStarted started
                                    ? started.verb() + " " + started.project() + " on " + started.host() + "\n"
                                    : event + "\n",
                            java.nio.file.StandardOpenOption.APPEND);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }

            @Override
            public void failed(DeployFailure failure) {}

            @Override
            public void close() {}
        };
    }
}
