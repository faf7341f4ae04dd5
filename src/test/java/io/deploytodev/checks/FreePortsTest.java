package io.deploytodev.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.docker.Listener;
import io.deploytodev.docker.PortHolder;
import io.deploytodev.docker.PublishedPort;
import io.deploytodev.failure.DeployFailure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    private static final PublishedPort WANTED = new PublishedPort("api", 8000, "");
    private static final Listener EVERYWHERE = new Listener("00000000", 8000);

    @Test
    void aFreePortIsFree() {
        assertThat(taken(WANTED, List.of(), List.of(new Listener("00000000", 22))))
                .isEmpty();
    }

    @Test
    void theProjectsOwnContainerIsNotInItsWay() {
        assertThat(taken(WANTED, List.of(holder("shop-api-1", "shop", "api", "0.0.0.0")), List.of(EVERYWHERE)))
                .isEmpty();
    }

    @Test
    void aContainerOfNoProjectIsNamed() {
        DeployFailure failure = taken(WANTED, List.of(holder("squatter", null, null, "0.0.0.0")), List.of(EVERYWHERE))
                .orElseThrow();
        assertThat(failure.what()).isEqualTo("Port 8000 of dev, which api is to have, is taken.");
        assertThat(failure.why()).startsWith("The container squatter has it, which belongs to no Compose project.");
        assertThat(failure.next()).contains("docker stop squatter").contains("another port for api");
    }

    @Test
    void aContainerOfAServiceThatIsNoMoreIsNamedAsSuch() {
        assertThat(taken(WANTED, List.of(holder("shop-gateway-1", "shop", "gateway", "")), List.of()))
                .get()
                .extracting(DeployFailure::why)
                .asString()
                .contains("service gateway of this project, which the compose files no longer have");
    }

    @Test
    void aProgramOfTheHostIsLookedForWithACommand() {
        assertThat(taken(WANTED, List.of(), List.of(EVERYWHERE)))
                .get()
                .extracting(DeployFailure::next)
                .asString()
                .contains("sudo ss -ltnp 'sport = :8000'");
    }

    @Test
    void anotherAddressIsNotInTheWay() {
        PublishedPort loopback = new PublishedPort("api", 8000, "127.0.0.1");
        assertThat(taken(loopback, List.of(holder("other", null, null, "10.0.0.1")), List.of()))
                .isEmpty();
        assertThat(taken(loopback, List.of(), List.of(new Listener("0200007F", 8000))))
                .isEmpty();
        assertThat(taken(loopback, List.of(), List.of(new Listener("0100007F", 8000))))
                .isPresent();
        assertThat(taken(loopback, List.of(), List.of(new Listener("0".repeat(32), 8000))))
                .isPresent();
    }

    private static Optional<DeployFailure> taken(
            PublishedPort wanted, List<PortHolder> holders, List<Listener> listeners) {
        return new FreePorts("dev", "shop", Set.of("api", "db"), holders, listeners)
                .taken(List.of(wanted)).stream().findFirst();
    }

    private static PortHolder holder(String name, String project, String service, String address) {
        return new PortHolder(name, Optional.ofNullable(project), Optional.ofNullable(service), address, 8000);
    }
}
