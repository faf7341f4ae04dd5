package io.deploytodev.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private final List<Release> releases = new ArrayList<>();

    @Test
    void aRollbackReturnsToWhatRanWhenTheRunningOneWasDeployedNotToWhatWasTakenBackBefore() {
        deployed("1", Release.HEALTHY);
        deployed("2", Release.HEALTHY);
        rolledBackTo("1", Release.HEALTHY);
        deployed("3", Release.HEALTHY);

        assertThat(before("3")).isEqualTo("1");
        assertThat(before("2")).isEqualTo("1");
    }

    @Test
    void aSecondRollbackGoesFurtherBack() {
        deployed("1", Release.HEALTHY);
        deployed("2", Release.HEALTHY);
        deployed("3", Release.HEALTHY);
        rolledBackTo("2", Release.HEALTHY);

        assertThat(before("2")).isEqualTo("1");
    }

    @Test
    void whatFailedNeverRan() {
        deployed("1", Release.HEALTHY);
        deployed("2", "health");
        deployed("3", Release.HEALTHY);
        rolledBackTo("1", "health");
        deployed("4", Release.HEALTHY);

        assertThat(before("3")).isEqualTo("1");
        assertThat(before("4")).isEqualTo("3");
    }

    @Test
    void whereThatIsNotKeptAnyMoreItIsTheLastGoodOneBefore() {
        deployed("2", Release.HEALTHY);
        rolledBackTo("1", Release.HEALTHY);
        deployed("3", Release.HEALTHY);

        assertThat(before("3")).isEqualTo("2");
    }

    private String before(String running) {
        return new History(running, releases).before().map(Release::id).orElse("none");
    }

    private void deployed(String id, String outcome) {
        add(id, outcome, "deploy", "");
    }

    private void rolledBackTo(String target, String outcome) {
        add("back-" + releases.size(), outcome, "rollback", target);
    }

    private void add(String id, String outcome, String verb, String target) {
        releases.add(Records.of(id, releases.size() + 1, outcome, verb, target));
    }
}
