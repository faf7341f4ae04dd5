package io.deploytodev.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InterpolationTest {

    private static final Map<String, String> VARIABLES = Map.of("SET", "value", "EMPTY", "", "OTHER", "$SET");

    private final List<String> problems = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "plain, plain",
        "${SET}, value",
        "$SET, value",
        "a${SET}b${SET}c, avaluebvaluec",
        "$SET-b, value-b",
        "${SET:-default}, value",
        "${SET-default}, value",
        "${EMPTY:-default}, default",
        "a${EMPTY-default}, a",
        "a${EMPTY}, a",
        "${UNSET:-default}, default",
        "${UNSET-default}, default",
        "a${UNSET:-}, a",
        "${UNSET:-a:b-c?d}, a:b-c?d",
        "${SET:?why}, value",
        "a${EMPTY?why}, a",
        "${SET:+instead}, instead",
        "a${EMPTY:+instead}, a",
        "${EMPTY+instead}, instead",
        "a${UNSET+instead}, a",
        "${UNSET:-${SET}}, value",
        "${UNSET:-${ALSO_UNSET:-${SET}/x}}, value/x",
        "${SET:+${UNSET:-a}b}, ab",
        "$$, $",
        "$${SET}, ${SET}",
        "$$$SET, $value",
        "100$$, 100$",
        "${UNSET:-$$}, $",
    })
    void variablesAreReplacedAsComposeDoesIt(String text, String expected) {
        assertThat(apply(text)).isEqualTo(expected);
        assertThat(problems).isEmpty();
    }

    @Test
    void aValueIsNotLookedThroughForFurtherVariables() {
        assertThat(apply("${OTHER}")).isEqualTo("$SET");
    }

    @Test
    void aVariableThatIsNeededAndNotSetIsAProblemWithItsReason() {
        apply("${UNSET:?say where} ${UNSET?} $UNSET ${EMPTY:?give it}");
        assertThat(problems)
                .containsExactly(
                        "the variable UNSET is not set: say where",
                        "the variable UNSET is not set",
                        "the variable UNSET is not set",
                        "the variable EMPTY is not set: give it");
    }

    @Test
    void aDefaultThatIsNotNeededMayHoldAnything() {
        assertThat(apply("${SET:-${UNSET:?why}}")).isEqualTo("value");
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pa$", "$ 5", "$5", "${SET", "${", "a${b${SET}"})
    void aDollarSignThatBeginsNoVariableIsAProblem(String text) {
        apply(text);
        assertThat(problems).containsExactly("a variable is written ${NAME}, and a dollar sign $$");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${}", "${1A}", "${SET!x}", "${SET:=x}", "${SET }", "${${SET}}"})
    void bracesWithoutAVariableAreAProblem(String text) {
        apply(text);
        assertThat(problems).containsExactly(text + " is not a variable; a dollar sign is written $$");
    }

    private String apply(String text) {
        return new Interpolation(VARIABLES).apply(text, problems::add);
    }
}
