package io.deploytodev.checks;

import static io.deploytodev.checks.Projects.HEALTHY_VITALS;
import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.failure.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a host is found, and a healthy one is left in peace. */
class HostChecksTest {

    @ParameterizedTest
    @MethodSource("all")
    void aHealthyHostIsLeftInPeace(Check<HostState> check) {
        assertThat(check.look(Projects.host(HEALTHY_VITALS))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void aHostThatSaysNothingOfItselfIsNotCalledSickForThat(Check<HostState> check) {
        assertThat(check.look(Projects.host("buildx=v0.14.0"))).isEmpty();
    }

    static List<Check<HostState>> all() {
        return Catalog.ofHost();
    }

    @Test
    void aClockThatIsHoursBehind() {
        assertThat(new ClockSkew().look(Projects.host(HEALTHY_VITALS, Duration.ofHours(-3), Optional.empty())))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.severity()).isEqualTo(Severity.HURTS);
                    assertThat(found.what()).contains("dev is 3 hours behind");
                    assertThat(found.fix()).contains("timedatectl set-ntp true");
                });
    }

    @Test
    void aClockThatIsAFewSecondsOffIsWellEnough() {
        assertThat(new ClockSkew().look(Projects.host(HEALTHY_VITALS, Duration.ofSeconds(5), Optional.empty())))
                .isEmpty();
    }

    @Test
    void theTimeThatTheQuestionTookIsNoSkew() {
        Instant start = Instant.parse("2026-01-31T10:00:00Z");
        assertThat(ClockSkew.between(start, start.plusSeconds(2), start.plusSeconds(4)))
                .isZero();
        assertThat(ClockSkew.between(start, start.plusSeconds(9), start.plusSeconds(4)))
                .hasSeconds(5);
        assertThat(ClockSkew.between(start, start.minusSeconds(7), start.plusSeconds(4)))
                .hasSeconds(-7);
    }

    @Test
    void memoryThatIsNearlyGone() {
        String vitals = HEALTHY_VITALS.replace("memoryAvailable=4000000", "memoryAvailable=90000");
        assertThat(new FreeMemory().look(Projects.host(vitals)))
                .singleElement()
                .satisfies(found -> assertThat(found.what()).contains("little memory left: 92.2 MB"));
    }

    @Test
    void swapMakesUpForMemory() {
        String vitals = HEALTHY_VITALS
                .replace("memoryAvailable=4000000", "memoryAvailable=90000")
                .replace("swapFree=0", "swapFree=2000000");
        assertThat(new FreeMemory().look(Projects.host(vitals))).isEmpty();
    }

    @Test
    void anSshServerThatAllowsOneCommandAtATime() {
        assertThat(new SshdLimits().look(Projects.host(HEALTHY_VITALS + "sshd.MaxSessions=1\n")))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.kind()).contains(FailureKind.CONNECT);
                    assertThat(found.fix()).contains("MaxSessions 10");
                });
    }

    @Test
    void anSshServerThatAllowsFewCommandsOrLogins() {
        assertThat(new SshdLimits()
                        .look(Projects.host(HEALTHY_VITALS + "sshd.maxsessions=4\nsshd.MaxStartups=2:30:10\n")))
                .extracting(Finding::severity)
                .containsExactly(Severity.HURTS, Severity.HURTS);
    }

    @Test
    void whatOpenSshAllowsByItselfIsEnoughAlsoWhenItIsWrittenOut() {
        assertThat(new SshdLimits()
                        .look(Projects.host(HEALTHY_VITALS + "sshd.MaxSessions=10\nsshd.MaxStartups=10:30:100\n")))
                .isEmpty();
    }

    @Test
    void theFirstValueOfAnSshServersConfigurationCounts() {
        assertThat(new SshdLimits().look(Projects.host(HEALTHY_VITALS + "sshd.MaxSessions=20\nsshd.MaxSessions=1\n")))
                .isEmpty();
    }

    @Test
    void programsThatAreNotThere() {
        assertThat(new HostTools().look(Projects.host(HEALTHY_VITALS + "missing=flock\nmissing=find of GNU\n")))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.kind()).contains(FailureKind.HOST);
                    assertThat(found.what()).contains("flock, find of GNU");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"buildx=github.com", "buildkit="})
    void noBuildKit(String healthy) {
        String sick = healthy.startsWith("buildx")
                ? HEALTHY_VITALS.replaceFirst("buildx=.*", "buildx=")
                : HEALTHY_VITALS.replace("buildkit=", "buildkit=0");
        assertThat(new BuildKit().look(Projects.host(sick)))
                .singleElement()
                .satisfies(found -> assertThat(found.severity()).isEqualTo(Severity.HURTS));
    }

    @Test
    void aProjectThatBuildsNothingNeedsNoBuildKit() {
        HostState host = Projects.host(HEALTHY_VITALS.replaceFirst("buildx=.*", "buildx="));
        HostState still = new HostState(
                host.name(), host.facts(), host.vitals(), host.engine(), host.ahead(), host.lockHolder(), false);
        assertThat(new BuildKit().look(still)).isEmpty();
    }

    @Test
    void somebodyWhoIsAtWork() {
        HostState host = Projects.host(HEALTHY_VITALS, Duration.ZERO, Optional.of("ada@laptop, deploy"));
        assertThat(new FreeLock().look(host)).singleElement().satisfies(found -> {
            assertThat(found.kind()).contains(FailureKind.LOCKED);
            assertThat(found.why()).contains("ada@laptop");
        });
    }
}
