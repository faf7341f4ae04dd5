package io.deploytodev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deploytodev.checks.Diagnosis;
import io.deploytodev.checks.Remedy;
import io.deploytodev.config.ConfigLoader;
import io.deploytodev.config.DeployConfig;
import io.deploytodev.docker.LoggedContainer;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.init.Finding;
import io.deploytodev.ops.LogLine;
import io.deploytodev.ops.LogNote;
import io.deploytodev.release.AuditEntry;
import io.deploytodev.release.Cleaning;
import io.deploytodev.release.Finding.Kind;
import io.deploytodev.release.History;
import io.deploytodev.release.Release;
import io.deploytodev.schedule.Installation;
import io.deploytodev.schedule.RunOutcome;
import io.deploytodev.schedule.Unattended;
import io.deploytodev.schedule.Upcoming;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.CommandSpec;

/** docs/json.md shows what is really printed. */
class JsonDocsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String page = read();

    static Stream<String> verbs() {
        return Verbs.of(ProgramRun.program()).stream()
                .filter(verb -> verb.findOption(OutputOptions.JSON) != null)
                .map(CommandSpec::name);
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void eachVerbThatHasJsonHasASection(String verb) {
        assertThat(page).containsPattern("(?m)^## `?" + verb + "`?$");
    }

    @Test
    void eachExampleIsJsonWithASchema() {
        assertThat(verbs().flatMap(verb -> examples(verb).stream()))
                .isNotEmpty()
                .allSatisfy(
                        example -> assertThat(example.path("schema").asInt()).isEqualTo(1));
    }

    @Test
    void releasesPrintsWhatIsShown() {
        Release release = new Release(
                Release.SCHEMA,
                "id",
                "shop",
                "20260101T000000Z",
                "ada@laptop",
                "abc",
                "main",
                true,
                "tree",
                Map.of("api", "shop:content-1"),
                Map.of(),
                Map.of("sync", 1L),
                "healthy",
                new Release.Run("deploy", "", 1, List.of("x"), ""));
        assertSame("releases", List.of(ReleaseText.json(new History("", List.of(release)), release, List.of("boom"))));
    }

    @Test
    void statusPrintsWhatIsShown() {
        assertSame("status", List.of(StatusJson.of(StatusTextTest.report(StatusTextTest.FREE))));
    }

    @Test
    void healthPrintsWhatIsShown() {
        assertSame("health", List.of(HealthText.json(HealthTextTest.BROKEN)));
    }

    @Test
    void reportPrintsWhatIsShown() {
        assertSame("report", HistoryText.json(List.of(HistoryTextTest.WELL)));
    }

    @Test
    void logsPrintsWhatIsShown() {
        LoggedContainer web = new LoggedContainer("id", "shop-web-1", "web", 1, true);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        new LogJson(new PrintStream(printed, true, StandardCharsets.UTF_8))
                .hear(List.of(
                        new LogLine(web, false, 1, "ready".getBytes(StandardCharsets.UTF_8), false),
                        new LogNote(web, LogNote.Kind.GAP, 2, "lines are missing")));
        assertSame("logs", printed.toString(StandardCharsets.UTF_8).lines().toList());
    }

    @Test
    void lockPrintsWhatIsShown() {
        assertSame("lock", List.of(LockText.json(LockTextTest.HELD)));
    }

    @Test
    void auditPrintsWhatIsShown() {
        assertSame(
                "audit",
                AuditText.json(List.of(
                        new AuditEntry(1, "2026-01-01T00:00:00Z", "ada", "deploy", 1, "id", "healthy", 1, "what"))));
    }

    @Test
    void prunePrintsWhatIsShown() {
        assertSame(
                "prune",
                PruneText.json(
                        new Cleaning(List.of(new io.deploytodev.release.Finding(Kind.IMAGE, "shop:1", 1))), false));
    }

    @Test
    void backupListPrintsWhatIsShown() {
        assertSame("backup", BackupText.json(BackupTextTest.ARCHIVES.subList(0, 1)));
    }

    @Test
    void doctorPrintsWhatIsShown() {
        Diagnosis diagnosis = new Diagnosis(
                List.of(io.deploytodev.checks.Finding.stops("ports", FailureKind.HOST, "what", "why", "fix")),
                List.of(new Diagnosis.Healthy("clock", "well")),
                List.of(new Diagnosis.Skipped("root", "why")));
        assertSame("doctor", DoctorText.json(diagnosis, List.of(new Remedy.OwnerOnly(Path.of("f")))));
    }

    @Test
    void configPrintsWhatIsShown() {
        DeployConfig config = new ConfigLoader(Map.of(), Path.of("/home/ada"))
                .load(Path.of("/shop/config/deploy.yml"), "hosts: {dev: {address: d}}\ntypes: {workers: ['w-*']}\n");
        assertSame(
                "config",
                List.of(ConfigSummary.json(
                        config, config.hosts().values().iterator().next(), Optional.empty())));
    }

    @Test
    void schedulePrintsWhatIsShown() {
        DeployConfig config = new ConfigLoader(Map.of(), Path.of("/home/ada"))
                .load(
                        Path.of("/shop/config/deploy.yml"),
                        "hosts: {dev: {address: d}}\nschedules: {a: {cron: '@daily', zone: UTC}}\n");
        Instant now = Instant.EPOCH;
        assertSame(
                "schedule",
                List.of(
                        ScheduleText.json(new Upcoming(
                                config.schedules().get(0),
                                List.of(now),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(new Upcoming.Last(now, now, now, RunOutcome.healthy("id"))))),
                        ScheduleText.checked(new Unattended.Report(List.of("x"), List.of())),
                        ScheduleText.installed(
                                Path.of("run"),
                                new Installation.Installed("cron", Map.of("w", "t"), true, List.of(), List.of("n"))),
                        ScheduleText.removed(List.of("x"))));
    }

    @Test
    void initPrintsWhatIsShown() {
        assertSame(
                "init",
                List.of(InitText.json(
                        Path.of("f"),
                        true,
                        List.of(new Finding("health.path", "/h", "a:1", Finding.Sureness.LIKELY)),
                        List.of("x"))));
    }

    /** The same objects with the same fields of the same kinds, in the same order. */
    private void assertSame(String verb, List<String> printed) {
        assertThat(printed.stream().map(JsonDocsTest::parse).map(JsonDocsTest::shape))
                .as("docs/json.md, ## %s", verb)
                .containsExactlyElementsOf(
                        examples(verb).stream().map(JsonDocsTest::shape).toList());
    }

    private List<JsonNode> examples(String verb) {
        String section = Pattern.compile("(?m)^## ")
                .splitAsStream(page)
                .filter(part -> part.startsWith(verb + "\n") || part.startsWith("`" + verb + "`\n"))
                .findFirst()
                .orElse("");
        return Pattern.compile("(?s)```json\\n(.*?)```")
                .matcher(section)
                .results()
                .flatMap(block -> block.group(1).lines())
                .map(JsonDocsTest::parse)
                .toList();
    }

    /** Without the keys of maps, which are the user's own. */
    private static String shape(JsonNode node) {
        if (node.isObject()) {
            List<String> fields = new ArrayList<>();
            node.properties().forEach(field -> fields.add(field.getKey() + ":" + kind(field.getValue())));
            return fields.toString();
        }
        return kind(node);
    }

    private static String kind(JsonNode node) {
        if (node.isArray() && !node.isEmpty() && node.get(0).isObject()) {
            return shape(node.get(0));
        }
        return node.getNodeType().name();
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    private static String read() {
        try {
            return Files.readString(Path.of("docs/json.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
