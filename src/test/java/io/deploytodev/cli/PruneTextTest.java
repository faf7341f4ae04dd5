package io.deploytodev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.release.Cleaning;
import io.deploytodev.release.Finding;
import io.deploytodev.release.Finding.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class PruneTextTest {

    private static final Cleaning CLEANING = new Cleaning(List.of(
            new Finding(Kind.RELEASE, "releases/20260101T000000Z-1", 12_000),
            new Finding(Kind.TREE, "trees/0ld", 345_678),
            new Finding(Kind.IMAGE, "shop:content-0123", 0),
            new Finding(Kind.IMAGE, "shop:20260101T000000Z-1", 999_950_000)));

    @Test
    void aDryRunSaysWhatWouldGoAndThatNothingDid() {
        assertThat(PruneText.table(CLEANING, true, "shop on dev"))
                .containsExactly(
                        "Would go from shop on dev:",
                        "  release    12.0 kB  releases/20260101T000000Z-1",
                        "  tree      345.7 kB  trees/0ld",
                        "  image               shop:content-0123",
                        "  image       1.0 GB  shop:20260101T000000Z-1",
                        "In all 1.0 GB: 1 release, 1 tree, 2 images. Nothing was removed; deploy-to-dev prune does it.");
    }

    @Test
    void afterwardsItSaysWhatWasFreed() {
        assertThat(PruneText.table(CLEANING, false, "shop on dev"))
                .startsWith("Gone from shop on dev:")
                .endsWith("Freed 1.0 GB: 1 release, 1 tree, 2 images.");
    }

    @Test
    void nothingIsSaidInOneLine() {
        assertThat(PruneText.table(new Cleaning(List.of()), false, "shop on dev"))
                .containsExactly("There is nothing to remove of shop on dev.");
    }

    @Test
    void programsGetAnObjectForEachAndOneForAll() {
        assertThat(PruneText.json(CLEANING, true))
                .contains("{\"schema\":1,\"kind\":\"tree\",\"name\":\"trees/0ld\",\"bytes\":345678}")
                .endsWith(
                        "{\"schema\":1,\"kind\":\"total\",\"name\":\"\",\"bytes\":1000307678,\"count\":4,\"dryRun\":true}");
    }
}
