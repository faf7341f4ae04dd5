package io.deploytodev.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.ComposeProject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResolvedProjectTest {

    private static final ComposeProject PROJECT =
            new ComposeProject("shop", "/srv/shop", List.of("/srv/shop/model.json"), Optional.empty(), List.of());

    private static final ComposeModel MODEL =
            ComposeModel.parse("{\"services\": {\"web\": {}, \"db\": {}, \"api\": {}, \"cache\": {}}}");

    @Test
    void whatIsNotInfrastructureIsBackend() {
        assertThat(resolved(Set.of("db", "cache")).backend()).containsExactly("api", "web");
    }

    @Test
    void withoutInfrastructureEverythingIsBackend() {
        assertThat(resolved(Set.of()).backend()).containsExactly("api", "cache", "db", "web");
    }

    @Test
    void aProjectOfInfrastructureAloneHasNoBackend() {
        assertThat(resolved(Set.of("web", "db", "api", "cache")).backend()).isEmpty();
    }

    private static ResolvedProject resolved(Set<String> infrastructure) {
        return new ResolvedProject(
                PROJECT, MODEL, Map.of(), infrastructure, MODEL.services().keySet());
    }
}
