package io.deploytodev.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DefinitionDiffTest {

    private static final ComposeModel BEFORE = ComposeModel.parse("""
            {"services": {
              "api": {
                "image": "api:1",
                "command": ["serve", "--quiet"],
                "environment": {"LOG_LEVEL": "info", "PASSWORD": "old-secret", "GONE": "x"},
                "ports": [{"target": 8000}],
                "networks": {"default": null},
                "depends_on": {"db": {"condition": "service_started"}}},
              "db": {"image": "postgres:16"}}}
            """);

    @Test
    void theKeysThatDifferAreNamedAndNeverTheirValues() {
        ComposeModel after = ComposeModel.parse("""
                {"services": {
                  "api": {
                    "image": "api:1",
                    "command": ["serve"],
                    "environment": {"LOG_LEVEL": "info", "PASSWORD": "new-secret", "NEW": "y"},
                    "ports": [{"target": 8000}],
                    "networks": {"default": null},
                    "restart": "always",
                    "depends_on": {"db": {"condition": "service_started"}}},
                  "db": {"image": "postgres:16"}}}
                """);
        assertThat(after.changesSince(BEFORE, "api"))
                .containsExactly("command", "environment.GONE", "environment.NEW", "environment.PASSWORD", "restart");
        assertThat(after.changesSince(BEFORE, "db")).isEmpty();
    }

    @Test
    void whereDependenciesAreKeptMakesNoDifference() {
        assertThat(BEFORE.ordered().changesSince(BEFORE, "api")).isEmpty();
    }

    @Test
    void aKeyWithNothingInItIsAsGoodAsNone() {
        ComposeModel after =
                ComposeModel.parse("{\"services\": {\"db\": {\"image\": \"postgres:16\", \"labels\": {}}}}");
        assertThat(after.changesSince(BEFORE, "db")).isEmpty();
    }

    @Test
    void aServiceThatOneOfThemDoesNotHaveHasNoKeysToName() {
        assertThat(ComposeModel.parse("{\"services\": {\"db\": {\"image\": \"x\"}}}")
                        .changesSince(BEFORE, "api"))
                .isEmpty();
    }
}
