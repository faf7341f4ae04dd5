package io.deploytodev.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunHistoryTest {

    private static final RunRecord ONE = named("20261120T020004Z-nightly");
    private static final RunRecord TWO = named("20261121T020004Z-nightly");

    @Test
    void what_is_known_here_and_there_is_one_list_the_newest_first_and_ours_is_the_later_word() {
        RunRecord told = TWO.told("webhook: sent (failure)");

        assertThat(RunHistory.merged(List.of(TWO, ONE), List.of(told))).containsExactly(told, ONE);
        assertThat(RunHistory.merged(List.of(), List.of(ONE))).containsExactly(ONE);
    }

    @Test
    void the_beginning_of_an_id_will_do_when_only_one_has_it() {
        RunHistory history = new RunHistory(List.of(TWO, ONE), "", Optional.empty());

        assertThat(history.one("20261121")).contains(TWO);
        assertThat(history.one("202611")).isEmpty();
        assertThat(history.one(ONE.id())).contains(ONE);
    }

    @Test
    void half_a_record_is_none() {
        assertThat(RunRecord.parse("{\"id\":\"x\"}")).isEmpty();
        assertThat(RunRecord.parse("{\"id\":")).isEmpty();
        assertThat(RunRecord.parse(ONE.toJson().replace("2026-11-21T02:00:04Z", "soon")))
                .isEmpty();
        assertThat(RunRecord.parse(ONE.toJson().replace("\"schema\":1", "\"schema\":1,\"later\":true")))
                .contains(ONE);
    }

    private static RunRecord named(String id) {
        return RunRecord.parse(HttpMessengerTest.record(0).toJson().replace("20261121T020004Z-nightly", id))
                .orElseThrow();
    }
}
