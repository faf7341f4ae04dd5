package io.deploytodev.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.ContainerLook;
import io.deploytodev.docker.ContainerState;
import io.deploytodev.docker.ContainerState.Health;
import io.deploytodev.docker.ContainerState.Status;
import io.deploytodev.ops.ServiceStatus.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class JudgeTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private static final ComposeModel MODEL = ComposeModel.parse("""
            {"services": {
              "web": {"image": "web:1", "depends_on": {"migrate": {"condition": "service_completed_successfully"}}},
              "db": {"image": "postgres:15", "restart": "always"},
              "migrate": {"image": "web:1"},
              "worker": {"image": "web:1", "restart": "always", "scale": 2}
            }}""");

    @Test
    void whatIsBrokenComesFirstAndWhatEndedAsItShouldComesLast() {
        List<ServiceStatus> services = judge(
                web(Status.EXITED, Health.NONE, 1, 0),
                container("db", Status.RUNNING, Health.HEALTHY, 0, 0),
                container("migrate", Status.EXITED, Health.NONE, 0, 0),
                container("worker", Status.RUNNING, Health.NONE, 0, 0));
        assertThat(services)
                .extracting(ServiceStatus::service, ServiceStatus::verdict)
                .containsExactly(
                        tuple("web", Verdict.BROKEN),
                        tuple("worker", Verdict.MISSING),
                        tuple("db", Verdict.WELL),
                        tuple("worker", Verdict.WELL),
                        tuple("migrate", Verdict.DONE));
        assertThat(services.get(0).remark()).isEqualTo("ended with exit code 1");
        assertThat(services.get(1).remark()).isEqualTo("1 of 2 containers are not there");
    }

    @Test
    void aServiceThatIsMeantToStayIsBrokenWhenItEndedWell() {
        assertThat(verdict(container("db", Status.EXITED, Health.NONE, 0, 0), "db"))
                .isEqualTo(Verdict.BROKEN);
    }

    @Test
    void aOneShotThatFailedIsBrokenAndOneThatIsGoneIsDone() {
        assertThat(verdict(container("migrate", Status.EXITED, Health.NONE, 3, 0), "migrate"))
                .isEqualTo(Verdict.BROKEN);
        assertThat(verdict(web(Status.RUNNING, Health.NONE, 0, 0), "migrate")).isEqualTo(Verdict.DONE);
    }

    @Test
    void anUnhealthyOneIsToldWithTheFirstLineOfItsHealthcheckWithoutSecrets() {
        ContainerLook sick = new ContainerLook(
                state("web", Status.RUNNING, Health.UNHEALTHY, 0, 0, NOW.minusSeconds(3600)),
                "web:1",
                List.of(),
                OptionalLong.empty(),
                Optional.of(new ContainerLook.Answer(7, "\n  no way to postgres://app:hunter22@db\u001b[2J\nmore")));
        assertThat(of("web", judge(sick)).remark())
                .isEqualTo("healthcheck ended with 7: no way to postgres://app:***@db [2J");
    }

    @Test
    void oneThatWasRestartedIsUnsteadyUntilItHasLivedForAWhile() {
        assertThat(verdict(web(Status.RUNNING, Health.HEALTHY, 0, 3), "web")).isEqualTo(Verdict.UNSTEADY);
        ContainerLook recovered = new ContainerLook(
                state("web", Status.RUNNING, Health.HEALTHY, 0, 3, NOW.minusSeconds(3600)),
                "web:1",
                List.of(),
                OptionalLong.empty(),
                Optional.empty());
        assertThat(of("web", judge(recovered)).verdict()).isEqualTo(Verdict.WELL);
    }

    @Test
    void anotherImageThanTheReleasesIsTold() {
        ContainerLook other = new ContainerLook(
                state("web", Status.RUNNING, Health.NONE, 0, 0, NOW.minusSeconds(3600)),
                "web:2",
                List.of(),
                OptionalLong.empty(),
                Optional.empty());
        assertThat(of("web", judge(other)).remark()).isEqualTo("runs another image than the release");
        assertThat(of("web", judge(web(Status.RUNNING, Health.NONE, 0, 0))).remark())
                .isEmpty();
    }

    @Test
    void whatTheReleaseDoesNotHaveIsNamed() {
        assertThat(of("old", judge(container("old", Status.RUNNING, Health.NONE, 0, 0)))
                        .remark())
                .isEqualTo("is not in the release");
    }

    private static List<ServiceStatus> judge(ContainerLook... looks) {
        return new Judge(MODEL, true, NOW, text -> text.replace("hunter22", "***")).of(List.of(looks));
    }

    private static Verdict verdict(ContainerLook look, String service) {
        return of(service, judge(look)).verdict();
    }

    private static ServiceStatus of(String service, List<ServiceStatus> services) {
        return services.stream()
                .filter(each -> each.service().equals(service))
                .findFirst()
                .orElseThrow();
    }

    private static ContainerLook web(Status status, Health health, int exitCode, int restarts) {
        return container("web", status, health, exitCode, restarts);
    }

    private static ContainerLook container(String service, Status status, Health health, int exitCode, int restarts) {
        String image = service.equals("db") ? "postgres:15" : "web:1";
        return new ContainerLook(
                state(service, status, health, exitCode, restarts, NOW.minusSeconds(60)),
                image,
                List.of(),
                OptionalLong.empty(),
                Optional.empty());
    }

    private static ContainerState state(
            String service, Status status, Health health, int exitCode, int restarts, Instant startedAt) {
        return new ContainerState(
                service + "1",
                service,
                "shop-" + service + "-1",
                status,
                health,
                exitCode,
                false,
                restarts,
                null,
                "sha256:1",
                "",
                Map.of(),
                startedAt,
                null,
                List.of());
    }
}
