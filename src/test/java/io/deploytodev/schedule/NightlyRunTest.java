package io.deploytodev.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.event.DeployEvent;
import io.deploytodev.failure.FailureKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights on a clock of their own. */
class NightlyRunTest {

    private static final String NIGHT = "2026-11-21T02:00:04Z";

    @TempDir
    Path directory;

    private Nights nights;

    @BeforeEach
    void sleep() {
        nights = new Nights(directory.resolve("runs"), NIGHT);
    }

    @Test
    void a_night_on_which_all_goes_well_is_recorded_with_commit_release_and_times() throws Exception {
        RunOutcome outcome = nights.willTake(Duration.ofSeconds(90)).run(Nights.schedule(false, false, 2));

        assertThat(outcome.isWell()).isTrue();
        assertThat(outcome.release()).contains("r1");
        RunRecord record = nights.files.all().get(0);
        assertThat(record.id()).matches("20261121T020004Z-nightly-[0-9a-f]{6}");
        assertThat(record.what()).isEqualTo("1a2b3c4 of main is deployed, as release r1.");
        assertThat(record.stepMillis()).containsEntry("image", 90_000L);
        assertThat(record.took()).isEqualTo(Duration.ofSeconds(90));
        assertThat(nights.files.said(record.id()))
                .hasValueSatisfying(log -> assertThat(log).contains("RunSucceeded"));
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(directory.resolve("runs/" + record.id() + ".json"))))
                .isEqualTo("rw-------");
        assertThat(nights.happened).containsExactly("fetch", "deploy, waiting up to 45 min", "let go");
    }

    @Test
    void another_machine_or_checkout_that_begins_in_the_same_second_leaves_a_record_of_its_own() {
        RunRecord here = record(new Nights(directory.resolve("here"), NIGHT));
        RunRecord elsewhere = record(new Nights(directory.resolve("there"), NIGHT).on("bob@laptop", "/a/deploy.yml"));
        RunRecord beside = record(new Nights(directory.resolve("beside"), NIGHT).on("ada@nightly", "/b/deploy.yml"));
        assertThat(List.of(here.id(), elsewhere.id(), beside.id())).doesNotHaveDuplicates();
    }

    private static RunRecord record(Nights nights) {
        nights.run(Nights.schedule(false, false, 0));
        return nights.files.all().get(0);
    }

    @Test
    void a_run_that_died_has_a_record_with_what_it_had_said_and_is_told() throws Exception {
        String id = record(nights).id();
        String died = id.replace("T020004Z", "T030004Z");
        Files.writeString(nights.files.log(died), "as far as it came\n");
        Files.writeString(nights.files.log(died.replace("-nightly-", "-other-nightly-")), "of another one\n");
        nights.gaveUp(Nights.schedule(false, false, 0));

        RunRecord record = nights.files.all().get(0);
        assertThat(record.id()).isEqualTo(died);
        assertThat(record.outcome()).isEqualTo("brokenOff");
        assertThat(record.isWell()).isFalse();
        assertThat(record.told()).isEqualTo("failure");
        assertThat(record.next()).contains("schedule run nightly");
        assertThat(record.took().isNegative()).isFalse();
        assertThat(nights.files.said(died)).contains("as far as it came\n");
        assertThat(nights.files.pending()).isEmpty();
    }

    @Test
    void nothing_new_is_found_out_by_a_plan_and_nothing_is_touched() {
        RunOutcome outcome = nights.hasNothingToDo().run(Nights.schedule(true, true, 2));

        assertThat(outcome.outcome()).isEqualTo(RunOutcome.UNCHANGED);
        assertThat(outcome.what()).isEqualTo("Nothing has changed since release r0.");
        assertThat(nights.happened).containsExactly("fetch", "plan", "let go");
    }

    @Test
    void whoever_looks_on_hears_how_it_ended_whatever_came_of_it() {
        nights.hasNothingToDo().run(Nights.schedule(true, false, 0));
        assertThat(nights.seen.get(0)).isInstanceOf(DeployEvent.RunStarted.class);
        assertThat(last()).isInstanceOfSatisfying(DeployEvent.RunSucceeded.class, event -> assertThat(event.summary())
                .isEqualTo("nothing has changed"));

        nights.willFail(FailureKind.CONFIG, "The ref has no project.", "");
        nights.run(Nights.schedule(false, false, 0));
        assertThat(last()).isInstanceOfSatisfying(DeployEvent.RunFailed.class, event -> assertThat(event.what())
                .isEqualTo("The ref has no project."));

        nights.run(Nights.schedule(false, false, 0));
        assertThat(last()).isInstanceOfSatisfying(DeployEvent.RunSucceeded.class, event -> assertThat(event.summary())
                .isEqualTo("1 image"));
    }

    private DeployEvent last() {
        return nights.seen.get(nights.seen.size() - 1);
    }

    @Test
    void a_plan_that_fails_leaves_the_word_to_the_deploy() {
        RunOutcome outcome = nights.run(Nights.schedule(true, false, 2));

        assertThat(outcome.outcome()).isEqualTo(RunOutcome.HEALTHY);
        assertThat(nights.happened).contains("plan", "deploy, waiting up to 45 min");
    }

    @Test
    void a_host_that_is_away_for_a_while_is_tried_again_later_and_later_with_one_backup() {
        nights.willFail(FailureKind.CONNECT, "dev cannot be reached.", "Connection refused.")
                .willFail(FailureKind.CONNECT, "dev cannot be reached.", "Connection refused.");

        RunOutcome outcome = nights.run(Nights.schedule(false, true, 2));

        assertThat(outcome.isWell()).isTrue();
        assertThat(nights.time.pauses()).containsExactly(Duration.ofMinutes(5), Duration.ofMinutes(10));
        RunRecord record = nights.files.all().get(0);
        assertThat(record.attempts()).isEqualTo(3);
        assertThat(record.notes())
                .containsExactly(
                        "Try 1 failed: dev cannot be reached. Trying again in 5 min.",
                        "Try 2 failed: dev cannot be reached. Trying again in 10 min.");
        assertThat(nights.happened).filteredOn("backup"::equals).hasSize(1);
        assertThat(nights.happened).filteredOn("let go"::equals).hasSize(3);
    }

    @Test
    void a_broken_commit_is_not_tried_again_and_a_humans_deploy_is_not_fought() {
        for (FailureKind kind : List.of(
                FailureKind.ROLLED_BACK,
                FailureKind.HEALTH,
                FailureKind.BUILD,
                FailureKind.CONFIG,
                FailureKind.LOCKED)) {
            Nights night = new Nights(directory.resolve(kind.id()), "2026-11-21T02:00:04Z")
                    .willFail(kind, "It does not work.", "The code is wrong.");

            RunOutcome outcome = night.run(Nights.schedule(false, false, 5));

            assertThat(outcome.exitCode()).isEqualTo(kind.exitCode());
            assertThat(outcome.outcome()).isEqualTo(kind.id());
            assertThat(night.time.pauses()).as(kind.id()).isEmpty();
        }
    }

    @Test
    void a_build_that_missed_the_network_is_tried_again() {
        nights.willFail(FailureKind.BUILD, "The image did not build.", "E: Temporary failure resolving 'deb.example'");

        assertThat(nights.run(Nights.schedule(false, false, 1)).isWell()).isTrue();
        assertThat(nights.time.pauses()).containsExactly(Duration.ofMinutes(5));
    }

    @Test
    void a_run_ends_at_its_deadline_whatever_it_is_at() {
        RunOutcome outcome = nights.willTake(Duration.ofHours(3)).run(Nights.schedule(false, false, 2));

        assertThat(outcome.outcome()).isEqualTo(RunOutcome.DEADLINE);
        assertThat(outcome.what()).isEqualTo("The run was not done within its deadline of 1 h, and was stopped.");
        assertThat(nights.files.all().get(0).took()).isEqualTo(Duration.ofHours(1));
        assertThat(nights.happened).endsWith("let go");
    }

    @Test
    void there_is_no_try_for_which_the_deadline_leaves_no_time() {
        for (int i = 0; i < 9; i++) {
            nights.willFail(FailureKind.CONNECT, "dev cannot be reached.", "Connection refused.");
        }

        RunOutcome outcome = nights.run(Nights.schedule(false, false, 9));

        assertThat(outcome.exitCode()).isEqualTo(FailureKind.CONNECT.exitCode());
        assertThat(nights.time.pauses())
                .containsExactly(Duration.ofMinutes(5), Duration.ofMinutes(10), Duration.ofMinutes(20));
        assertThat(nights.files.all().get(0).notes().get(3))
                .isEqualTo("Try 4 failed: dev cannot be reached. The deadline leaves no time for another.");
    }

    @Test
    void what_the_host_could_not_be_told_it_is_told_by_the_next_run() {
        nights.hostIsThere(false).run(Nights.schedule(false, false, 0));
        assertThat(nights.files.pending()).hasSize(1);

        nights.hostIsThere(true).run(Nights.schedule(false, false, 0));

        assertThat(nights.files.pending()).isEmpty();
    }

    @Test
    void who_is_told_of_what_depends_on_the_night_before() throws Exception {
        nights.willFail(FailureKind.BUILD, "The image did not build.", "A mistake.");
        nights.run(Nights.schedule(false, false, 0));
        nights.time.pass(Duration.ofHours(24));
        nights.run(Nights.schedule(false, false, 0));

        List<RunRecord> records = nights.files.all();
        assertThat(records.get(1).told()).isEqualTo("failure");
        assertThat(records.get(0).told()).isEmpty();
        assertThat(records.get(0).isWell()).isTrue();
    }

    @Test
    void records_are_kept_by_count() throws Exception {
        RunRecord first = null;
        for (int i = 0; i < RunFiles.KEPT + 3; i++) {
            nights.run(Nights.schedule(false, false, 0));
            first = first == null ? nights.files.all().get(0) : first;
            nights.time.pass(Duration.ofHours(24));
        }

        assertThat(nights.files.all()).hasSize(RunFiles.KEPT);
        assertThat(nights.files.said(first.id())).isEmpty();
    }
}
