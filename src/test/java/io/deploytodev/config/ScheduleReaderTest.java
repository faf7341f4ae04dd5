package io.deploytodev.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.config.Schedule.Telling;
import io.deploytodev.cron.CronExpression;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleReaderTest {

    @TempDir
    private Path temporary;

    private ConfigFiles files;

    @BeforeEach
    void directory() {
        files = new ConfigFiles(temporary);
    }

    @Test
    void aTimeAndAZoneAreEnoughAndEverythingElseHasADefault() {
        List<Schedule> schedules = schedules("schedules: {nightly: {cron: '0 2 * * *', zone: Europe/Berlin}}");
        assertThat(schedules)
                .containsExactly(new Schedule(
                        "nightly",
                        CronExpression.parse("0 2 * * *"),
                        ZoneId.of("Europe/Berlin"),
                        "dev",
                        Optional.empty(),
                        List.of(),
                        true,
                        false,
                        2,
                        Duration.ofMinutes(5),
                        Duration.ofHours(1),
                        Duration.ZERO,
                        Optional.empty()));
    }

    @Test
    void everyKeyIsTakenAsItStandsThere() {
        List<Schedule> schedules = schedules("""
                schedules:
                  second: {cron: "@hourly", zone: UTC, notify: []}
                  first:
                    cron: "*/15 8-18 * * mon-fri"
                    zone: America/New_York
                    host: dev
                    ref: origin/release/1.x
                    services: [api, "agent-*"]
                    skip_unchanged: false
                    backup_first: true
                    retries: 0
                    backoff: 10s
                    deadline: 3h
                    jitter: 90s
                    notify: [failure, always]
                """);
        assertThat(schedules).extracting(Schedule::name).containsExactly("second", "first");
        assertThat(schedules.get(0).notifyOn()).contains(Set.of());
        assertThat(schedules.get(1))
                .isEqualTo(new Schedule(
                        "first",
                        CronExpression.parse("*/15 8-18 * * mon-fri"),
                        ZoneId.of("America/New_York"),
                        "dev",
                        Optional.of("origin/release/1.x"),
                        List.of("api", "agent-*"),
                        false,
                        true,
                        0,
                        Duration.ofSeconds(10),
                        Duration.ofHours(3),
                        Duration.ofSeconds(90),
                        Optional.of(Set.of(Telling.FAILURE, Telling.ALWAYS))));
    }

    @Test
    void theEnvironmentSetsAKeyOfOne() {
        DeployConfig config = files.load(
                ConfigFiles.MINIMAL + "schedules: {night-ly: {cron: '@daily', zone: UTC}}\n",
                Map.of("DEPLOY_TO_DEV__SCHEDULES__NIGHT_LY__ZONE", "Asia/Beirut"));
        assertThat(config.schedules().get(0).zone()).isEqualTo(ZoneId.of("Asia/Beirut"));
        assertThat(config.withoutHooks().schedules()).isEqualTo(config.schedules());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "cron: 0 2 * *|cron must have five fields (minute, hour, day of the month, month, day of the week), or be @daily"
                        + " or the like; it has 4",
                "cron: 0 61 * * *|cron is no cron expression: Value 61 not in range [0, 23]",
                "cron: 0 0 30 feb *|cron names a day that never comes",
                "cron: '@never'|cron must be one of @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually,"
                        + " or have five fields",
                "cron: |cron is empty",
                "zone: Europe/Berln|zone must be a time zone such as Europe/Berlin or UTC, not Europe/Berln;"
                        + " did you mean Europe/Berlin?",
                "zone: |zone is missing; such as Europe/Berlin or UTC",
                "host: prod|host is prod, but the hosts are dev",
                "ref: -x|ref must be a branch, a tag or a commit, such as origin/main, not -x",
                "ref: a..b|ref must be a branch, a tag or a commit, such as origin/main, not a..b",
                "ref: a b|ref must be a branch, a tag or a commit, such as origin/main, not a b",
                "skip_unchanged: maybe|skip_unchanged must be true or false, not maybe",
                "retries: 21|retries must be a number from 0 to 20, not 21",
                "backoff: 0s|backoff must be a number with s, m or h, such as 90s, not 0s",
                "jitter: soon|jitter must be a number with s, m or h, such as 90s, not soon",
                "notify: often|notify knows failure, recovery and always, not often",
                "chron: 1|chron is not known; did you mean cron?",
            })
    void whatMakesNoScheduleIsSaidWithItsLine(String line, String problem) {
        String key = line.substring(0, line.indexOf(':'));
        List<String> problems = files.problemsWith(
                "schedules:",
                "  a:",
                key.equals("cron") ? "" : "    cron: '@daily'",
                key.equals("zone") ? "" : "    zone: UTC",
                "    " + line);
        assertThat(problems).containsExactly("line 9: schedules.a." + problem);
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        assertThat(files.problemsWith(
                        "schedules: {-a: {cron: 1, zone: 1, host: x, retries: -1, notify: x, jitter: 1}}"))
                .hasSize(7);
    }

    private List<Schedule> schedules(String yaml) {
        return files.load(ConfigFiles.MINIMAL + yaml + "\n").schedules();
    }
}
