package io.deploytodev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleCommandTest {

    @TempDir
    private Path directory;

    private Path config;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(directory.resolve("compose.yaml"), "services: {api: {image: a}}\n");
        config = Files.writeString(directory.resolve("deploy.yml"), """
                project: shop
                hosts: {dev: {address: 127.0.0.1, port: 1}}
                schedules:
                  nightly: {cron: "30 2 * * *", zone: Europe/Berlin, ref: origin/main}
                  hourly: {cron: "@hourly", zone: UTC, services: [api, "agent-*"], retries: 0}
                """);
    }

    @Test
    void itListsWhatIsDueNextInTheScheduleSOwnZone() {
        ProgramRun run = schedule("list", "--at", "2027-03-27T12:00:00Z");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("""
                shop, %s: 2 schedules, and no timer of this machine asks for them (schedule install).

                nightly  30 2 * * *  Europe/Berlin  to dev, origin/main
                  next  Sun 2027-03-28 03:00 +02:00, Mon 2027-03-29 02:30 +02:00, Tue 2027-03-30 02:30 +02:00
                  last  none yet

                hourly  @hourly  UTC  to dev, only api agent-*
                  next  Sat 2027-03-27 13:00 +00:00, Sat 2027-03-27 14:00 +00:00, Sat 2027-03-27 15:00 +00:00
                  last  none yet
                """.formatted(config));
    }

    @Test
    void listIsWhatItDoesWhenNothingElseIsSaid() {
        assertThat(schedule("list", "--json").out().lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("{\"schema\":1"));
        assertThat(schedule().out()).contains("nightly", "hourly");
    }

    /** Port 1 answers nobody: the run fails, is remembered, and is not begun again. */
    @Test
    void whatIsDueRunsAndIsRememberedAlsoWhenItFails() {
        assertThat(schedule("tick", "--at", "2027-03-27T12:00:30Z").exitCode()).isEqualTo(4);
        assertThat(schedule("tick", "--at", "2027-03-27T12:01:30Z").exitCode()).isZero();
        assertThat(schedule("list", "--at", "2027-03-27T12:10:00Z").out())
                .contains("  last  Sat 2027-03-27 12:00 +00:00, connect after ", " (exit code 4): ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lst | schedule does not know lst. | Did you mean list?",
                "run | schedule run needs the name of a schedule. | There are: nightly, hourly.",
                "run nihgtly | There is no schedule nihgtly. | Did you mean nightly?",
                "tick --at noon | noon is no time. | --at 2027-03-28T01:00:00Z",
            })
    void whatMakesNoSenseIsSaid(String words, String what, String next) {
        ProgramRun run = schedule(words.split(" ", -1));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(what, next);
    }

    @Test
    void aConfigurationWithoutSchedulesIsNotInstalled() throws IOException {
        Files.writeString(config, "project: shop\nhosts: {dev: {address: d}}\n");
        assertThat(schedule("install").exitCode()).isEqualTo(3);
        assertThat(schedule("install").err()).contains("names no schedules");
        assertThat(schedule("list").out()).contains("names no schedules");
        assertThat(schedule("tick").exitCode()).isZero();
    }

    @Test
    void whatIsInTheWayIsSaidBeforeAnyTimerIsSetUp() {
        ProgramRun run = schedule("check");
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err())
                .contains("2 things keep the schedules from running unattended.", "A timer does not get into dev");
    }

    private ProgramRun schedule(String... words) {
        return ProgramRun.of(
                Map.of("XDG_STATE_HOME", directory.resolve("state").toString()),
                Stream.concat(
                                Stream.concat(Stream.of("schedule"), Arrays.stream(words)),
                                Stream.of("--config", config.toString()))
                        .toArray(String[]::new));
    }
}
