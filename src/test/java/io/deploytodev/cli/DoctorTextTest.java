package io.deploytodev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.checks.Diagnosis;
import io.deploytodev.checks.Finding;
import io.deploytodev.checks.Remedy;
import io.deploytodev.failure.FailureKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a diagnosis reads. */
class DoctorTextTest {

    private static final Diagnosis SICK = new Diagnosis(
            List.of(
                    Finding.advice("root", "web runs as root.", "Nothing names a user.", "USER app"),
                    Finding.stops(
                            "ports", FailureKind.HOST, "Port 80 is taken.", "By squatter.\nSince long.", "Stop it."),
                    Finding.advice("file-modes", "x is open.", "Its mode.", "chmod 600 x")
                            .healedBy(new Remedy.OwnerOnly(Path.of("x")))),
            List.of(new Diagnosis.Healthy("clock", "its clock goes right")),
            List.of(new Diagnosis.Skipped("images", "reasons")));

    @Test
    void theWorstStandsFirstWithItsEvidenceAndItsFix() {
        assertThat(String.join("\n", DoctorText.table(SICK, "shop on dev", false)))
                .isEqualTo("""
                shop on dev: 1 thing stops a deploy, 2 could be better.

                STOPS   Port 80 is taken.
                        why  By squatter.
                             Since long.
                        fix  Stop it.
                        (ports)

                ADVICE  web runs as root.
                        why  Nothing names a user.
                        fix  USER app
                        (root)

                ADVICE  x is open.
                        why  Its mode.
                        fix  chmod 600 x
                        (file-modes; --fix does it)

                1 check is well; --verbose names them.
                Not looked at, for reasons: images.""");
    }

    @Test
    void whatIsWellIsNamedWhenAsked() {
        assertThat(DoctorText.table(SICK, "shop on dev", true)).contains("well    its clock goes right (clock)");
    }

    @Test
    void nothingWrongIsSaidInALine() {
        Diagnosis well = new Diagnosis(List.of(), List.of(), List.of());
        assertThat(DoctorText.table(well, "shop on dev", false).get(0)).isEqualTo("shop on dev: nothing is wrong.");
        assertThat(DoctorText.exitCode(well)).isZero();
    }

    @Test
    void theExitCodeIsThatOfTheDeploy() {
        assertThat(DoctorText.exitCode(SICK)).isEqualTo(5);
    }

    @Test
    void programsReadAnObjectForEach() {
        assertThat(DoctorText.json(SICK, List.of(new Remedy.Pruned())))
                .hasSize(7)
                .first()
                .asString()
                .startsWith("{\"schema\":1,\"kind\":\"fixed\",\"what\":\"remove what");
        assertThat(DoctorText.json(SICK, List.of()))
                .contains(
                        "{\"schema\":1,\"kind\":\"finding\",\"check\":\"ports\",\"severity\":\"stops\",\"what\":\"Port 80"
                                + " is taken.\",\"why\":\"By squatter.\\nSince long.\",\"fix\":\"Stop it.\",\"fixable\":false,"
                                + "\"failure\":\"host\"}")
                .contains("{\"schema\":1,\"kind\":\"total\",\"stops\":1,\"hurts\":0,\"advice\":2,\"healthy\":1,"
                        + "\"skipped\":1,\"fixed\":0,\"exitCode\":5}");
    }
}
