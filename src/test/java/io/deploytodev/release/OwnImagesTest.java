package io.deploytodev.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.docker.EngineImage;
import io.deploytodev.docker.OwnLabels;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The image that runs is c0ffee…; the one of the release that goes, and those of nobody, have other ids. */
class OwnImagesTest {

    private static final String KEPT_ID = "sha256:c0ffee0000000000aaaa";
    private static final String KEPT = "shop:content-c0ffee0000000000";
    private static final String OLD_ID = "sha256:0ld0ld0000000000bbbb";
    private static final String OLD = "shop:content-0ld0ld0000000000";
    private static final String NEW_RELEASE = "20260102T000000Z-2-abc1234";
    private static final String OLD_RELEASE = "20260101T000000Z-1-abc1234";

    private static final Map<String, String> OURS = new OwnLabels("shop", "/home/deploy/state/shop").asMap();

    private static final Retention RETENTION =
            new Retention(List.of(release(NEW_RELEASE, KEPT)), List.of(release(OLD_RELEASE, OLD)));

    @Test
    void anOldImageGoesWithAllItsNames() {
        assertThat(dispensable(image(OLD_ID, OURS, 0, OLD, "shop:" + OLD_RELEASE)))
                .containsExactly(OLD, "shop:" + OLD_RELEASE);
    }

    @Test
    void whatAKilledDeployBuiltGoesThoughNoRecordTellsOfIt() {
        assertThat(dispensable(image("sha256:dead000000000000", OURS, 0, "shop:20260103T000000Z-3")))
                .containsExactly("shop:20260103T000000Z-3");
    }

    @Test
    void theImageThatIsNeededKeepsItsNameAndLosesThoseOfOldReleases() {
        EngineImage image = image(KEPT_ID, OURS, 3, KEPT, "shop:" + NEW_RELEASE, "shop:" + OLD_RELEASE);
        assertThat(dispensable(image)).containsExactly("shop:" + OLD_RELEASE);
    }

    @Test
    void aNameThatSomebodyElseGaveItStays() {
        assertThat(dispensable(image(OLD_ID, OURS, 0, OLD, "somebody/elses:image")))
                .containsExactly(OLD);
    }

    @Test
    void whatAContainerWasMadeOfStaysWhole() {
        assertThat(dispensable(image(OLD_ID, OURS, 1, OLD))).isEmpty();
        assertThat(dispensable(image(OLD_ID, OURS, 1, OLD, "shop:" + OLD_RELEASE)))
                .doesNotContain(OLD);
    }

    @Test
    void anImageThatSomebodyBuiltFromOursIsNotOurs() {
        assertThat(dispensable(
                        image("sha256:f0e1f0e100000000", OURS, 0, "mine:latest", "mine:content-0ld0ld0000000000")))
                .isEmpty();
        assertThat(dispensable(image("sha256:f0e1f0e100000000", OURS, 0))).isEmpty();
    }

    @Test
    void aDanglingOneGoesOnlyIfItWasWrittenDownWhenItWasBuilt() {
        Set<String> built = Set.of(OLD_ID, KEPT_ID);
        assertThat(own(built).dispensable(image(OLD_ID, OURS, 0))).containsExactly(OLD_ID);
        assertThat(own(built).dispensable(image(OLD_ID, OURS, 1))).isEmpty();
        assertThat(own(built).dispensable(image(OLD_ID, Map.of(), 0))).isEmpty();
    }

    @Test
    void anotherAccountsProjectOfThatNameIsAnother() {
        Map<String, String> theirs = new OwnLabels("shop", "/home/other/state/shop").asMap();
        assertThat(dispensable(image(OLD_ID, theirs, 0, OLD, "shop:" + OLD_RELEASE)))
                .isEmpty();
    }

    @Test
    void whatEarlierVersionsBuiltIsKnownByTheRecord() {
        Map<String, String> compose = Map.of("com.docker.compose.project", "shop");
        assertThat(dispensable(image(OLD_ID, compose, 0, OLD, "shop:" + OLD_RELEASE)))
                .containsExactly(OLD, "shop:" + OLD_RELEASE);
        assertThat(dispensable(image(OLD_ID, compose, 1, OLD, "shop:" + OLD_RELEASE)))
                .isEmpty();
        assertThat(dispensable(image("sha256:5tranger00000000", compose, 0, "shop:latest", "shop:20260105T000000Z-9")))
                .isEmpty();
    }

    @Test
    void anEqualImageOfAnotherProjectKeepsItsNameByContent() {
        assertThat(dispensable(
                        image(OLD_ID, Map.of(), 0, OLD, "shop:" + OLD_RELEASE, "shop:20260101T000001Z-7-abc1234")))
                .isEmpty();
    }

    @Test
    void anAdoptedImageLosesOurNameButNeverItsLastOne() {
        assertThat(dispensable(image(OLD_ID, Map.of(), 0, OLD, "postgres:15"))).containsExactly(OLD);
        assertThat(dispensable(image(OLD_ID, Map.of(), 0, OLD))).isEmpty();
    }

    private static List<String> dispensable(EngineImage image) {
        return own(Set.of()).dispensable(image);
    }

    private static OwnImages own(Set<String> built) {
        return new OwnImages(new OwnLabels("shop", "/home/deploy/state/shop"), RETENTION, built);
    }

    private static EngineImage image(String id, Map<String, String> labels, int containers, String... names) {
        return new EngineImage(id, List.of(names), labels, 100, 50, containers);
    }

    private static Release release(String id, String image) {
        return new Release(
                Release.SCHEMA,
                id,
                "shop",
                id.substring(0, 16),
                "ada@laptop",
                "abc1234",
                "main",
                false,
                "tree",
                Map.of("api", image),
                Map.of("b01d", id.equals(NEW_RELEASE) ? KEPT_ID : OLD_ID),
                Map.of(),
                Release.HEALTHY,
                Release.Run.UNKNOWN);
    }
}
