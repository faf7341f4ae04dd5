package io.deploytodev.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ListingTest {

    private static final String IMAGE = "shop-api:content-1";

    private final Fleet engine = new Fleet();
    private final Listing listing = new Listing(new Inspection(engine));

    @Test
    void whatWasListedBeforeIsLookedAtInTheSameRoundTripAsTheNextList() {
        engine.runs("a", "api");
        engine.runs("b", "web");
        assertThat(listing.all()).hasSize(2);
        engine.roundTrips.clear();

        Survey survey = listing.survey("shop", List.of("api"), List.of(IMAGE));

        assertThat(survey.listed()).hasSize(2);
        assertThat(survey.containers()).extracting(ContainerState::id).containsExactly("a");
        assertThat(survey.imageIds()).containsExactly(Map.entry(IMAGE, "sha256:1"));
        assertThat(engine.roundTrips).hasSize(1);
    }

    @Test
    void whatCameMeanwhileIsLookedAtTooAndWhatWentIsNotThere() {
        engine.runs("a", "api");
        listing.all();
        engine.containers.clear();
        engine.runs("c", "api");

        Survey survey = listing.survey("shop", List.of("api"), List.of());

        assertThat(survey.containers()).extracting(ContainerState::id).containsExactly("c");
        assertThat(survey.listed()).extracting(ComposeContainer::id).containsExactly("c");
    }

    @Test
    void imagesThatTheEngineDoesNotHaveAreLeftOutAndWhatIsNoNameIsNotAskedAbout() {
        Survey survey = listing.survey("shop", List.of(), List.of("absent:1", "no name at all"));

        assertThat(survey.imageIds()).isEmpty();
        assertThat(engine.roundTrips.get(0)).noneMatch(path -> path.contains(" "));
    }

    /** An engine with some containers and one image. */
    private static final class Fleet implements Questions {

        private final Map<String, String> containers = new TreeMap<>();
        private final List<List<String>> roundTrips = new ArrayList<>();

        void runs(String id, String service) {
            containers.put(id, service);
        }

        @Override
        public List<Told> ask(List<String> paths) {
            if (paths.isEmpty()) {
                return List.of();
            }
            roundTrips.add(paths);
            return paths.stream().map(this::answer).toList();
        }

        private Told answer(String path) {
            if (path.contains("/containers/json?")) {
                return new Told(
                        200,
                        "["
                                + String.join(
                                        ",",
                                        containers.keySet().stream()
                                                .map(this::listed)
                                                .toList()) + "]");
            }
            String id = path.replaceAll(".*/(?:containers|images)/(.*)/json", "$1");
            if (id.equals(IMAGE)) {
                return new Told(200, "{\"Id\": \"sha256:1\"}");
            }
            return containers.containsKey(id)
                    ? new Told(200, "{\"Id\": \"" + id + "\", \"Name\": \"/" + id + "\"}")
                    : new Told(404, "{\"message\": \"no such thing\"}");
        }

        private String listed(String id) {
            return "{\"Id\": \"%s\", \"Names\": [\"/%s\"], \"State\": \"running\", \"Labels\": {\"%s\": \"shop\", \"%s\": \"%s\"}}"
                    .formatted(id, id, ComposeLabels.PROJECT, ComposeLabels.SERVICE, containers.get(id));
        }
    }
}
