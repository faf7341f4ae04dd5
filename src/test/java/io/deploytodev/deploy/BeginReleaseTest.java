package io.deploytodev.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.sync.SourceTree.GitState;
import org.junit.jupiter.api.Test;

class BeginReleaseTest {

    private static final String TIME = "20260131T235959Z";

    @Test
    void anIdHoldsTimeNumberAndCommit() {
        assertThat(BeginRelease.releaseId(TIME, 7, new GitState("abc1234", "main", false)))
                .isEqualTo("20260131T235959Z-7-abc1234");
    }

    @Test
    void changesThatAreNotCommittedShowInTheId() {
        assertThat(BeginRelease.releaseId(TIME, 7, new GitState("abc1234", "main", true)))
                .isEqualTo("20260131T235959Z-7-abc1234-dirty");
    }

    @Test
    void aTreeWithoutACommitHasAnIdToo() {
        assertThat(BeginRelease.releaseId(TIME, 7, new GitState("", "", false))).isEqualTo("20260131T235959Z-7");
    }

    @Test
    void twoDeploysInOneSecondHaveDifferentIds() {
        GitState git = new GitState("abc1234", "main", false);
        assertThat(BeginRelease.releaseId(TIME, 7, git)).isNotEqualTo(BeginRelease.releaseId(TIME, 8, git));
    }

    @Test
    void anIdIsFitForAnImageTag() {
        assertThat(BeginRelease.releaseId(TIME, 123_456, new GitState("abc1234", "feature/x y", true)))
                .matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
    }
}
