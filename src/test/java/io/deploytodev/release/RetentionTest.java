package io.deploytodev.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetentionTest {

    private final List<Release> releases = new ArrayList<>();

    @Test
    void theNewestFiveStay() {
        good(1, 8);
        assertThat(removed(id(8))).containsExactly(id(3), id(2), id(1));
    }

    @Test
    void theOneThatRunsAndTheOneBeforeItStayHoweverOldTheyAre() {
        good(1, 9);
        assertThat(removed(id(2))).containsExactly(id(4), id(3));
    }

    @Test
    void whatFailedTakesNoReleasesPlace() {
        good(1, 5);
        IntStream.range(10, 25).forEach(n -> releases.add(release(n, "build", "deploy")));
        assertThat(removed(id(5))).containsExactly(id(14), id(13), id(12), id(11), id(10));
    }

    @Test
    void aRollbackIsNoReleaseToReturnTo() {
        good(1, 3);
        releases.add(release(4, Release.HEALTHY, "rollback"));
        History history = new History(id(2), releases);
        assertThat(history.good()).extracting(Release::id).containsExactly(id(3), id(2), id(1));
        assertThat(history.before()).map(Release::id).contains(id(1));
    }

    @Test
    void onlyTreesOfReleasesThatCanBeReturnedToStay() {
        good(1, 2);
        releases.add(release(3, "health", "deploy"));
        assertThat(Retention.of(new History(id(2), releases)).trees()).containsExactly("tree2", "tree1");
    }

    @Test
    void nothingIsRemovedForARecordThatNamesSomethingElse() {
        good(1, 6);
        releases.add(new Release(
                1,
                "../../etc",
                "shop",
                "19700101T000000Z",
                "",
                "",
                "",
                false,
                "",
                Map.of(),
                Map.of(),
                Map.of(),
                Release.HEALTHY,
                Release.Run.UNKNOWN));
        assertThat(removed(id(6))).containsExactly(id(1));
    }

    private List<String> removed(String current) {
        return Retention.of(new History(current, releases)).removed().stream()
                .map(Release::id)
                .toList();
    }

    private void good(int from, int to) {
        IntStream.rangeClosed(from, to).forEach(n -> releases.add(release(n, Release.HEALTHY, "deploy")));
    }

    private static String id(int n) {
        return Records.time(n) + "-" + n;
    }

    private static Release release(int n, String outcome, String verb) {
        return Records.of(id(n), n, outcome, verb, "");
    }
}
