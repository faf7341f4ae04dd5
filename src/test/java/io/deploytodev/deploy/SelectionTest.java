package io.deploytodev.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.deploytodev.docker.ComposeModel;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionTest {

    private static final ComposeModel MODEL = ComposeModel.parse("""
            {"services": {"db": {}, "api-gateway": {}, "agent-worldsmith": {}, "agent-plotmaster": {},
             "admin-frontend": {}}}""");

    private static final Set<String> INFRASTRUCTURE = Set.of("db");

    @Test
    void eachTypeMeansWhatItDoesInTheUsualScript() {
        assertThat(type("infra")).containsExactly("db");
        assertThat(type("agents")).containsExactlyInAnyOrder("agent-worldsmith", "agent-plotmaster");
        assertThat(type("frontend")).containsExactly("admin-frontend");
        assertThat(type("backend")).containsExactlyInAnyOrder("api-gateway", "agent-worldsmith", "agent-plotmaster");
    }

    @Test
    void aTypeOfTheConfigurationWins() {
        assertThat(in(new Selection(List.of(), List.of("frontend")), Map.of("frontend", List.of("api-*"))))
                .containsExactly("api-gateway");
    }

    @Test
    void aTypeThatNoServiceIsOfIsToldAsSuch() {
        ComposeModel small = ComposeModel.parse("{\"services\": {\"web\": {}}}");
        DeployFailure failure = catchThrowableOfType(
                DeployFailure.class, () -> new Selection(List.of(), List.of("frontend")).in(small, Set.of(), Map.of()));
        assertThat(failure.kind()).isEqualTo(FailureKind.USAGE);
        assertThat(failure.what()).isEqualTo("No service is of type frontend.");
        assertThat(failure.why()).isEqualTo("The types that have services are: backend.");
    }

    private static Set<String> type(String type) {
        return in(new Selection(List.of(), List.of(type)), Map.of());
    }

    private static Set<String> in(Selection selection, Map<String, List<String>> types) {
        return selection.in(MODEL, INFRASTRUCTURE, types);
    }
}
