package io.deploytodev.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.docker.ImageName;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BuiltImagesTest {

    private static final String ONE = "sha256:" + "1".repeat(64);
    private static final String TWO = "sha256:" + "2".repeat(64);

    private static String named(String repository, String id) {
        return repository + ":" + ImageName.contentTag(id);
    }

    @Test
    void eachReferenceIsKnownByTheIdThatItNames() {
        BuiltImages images = new BuiltImages(
                Map.of("web", named("shop", ONE), "agent", named("shop", ONE), "mail", named("mail", TWO)),
                Map.of("digest of one", ONE, "digest of two", TWO),
                Map.of(),
                false);
        assertThat(images.ids()).isEqualTo(Map.of(named("shop", ONE), ONE, named("mail", TWO), TWO));
    }

    @Test
    void oneThatWasNotBuiltOfThisTreeIsNotKnown() {
        assertThat(new BuiltImages(Map.of("web", named("shop", ONE)), Map.of(), Map.of("shop", ONE), false).ids())
                .isEmpty();
    }
}
