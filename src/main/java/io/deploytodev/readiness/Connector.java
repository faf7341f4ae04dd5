package io.deploytodev.readiness;

import io.deploytodev.docker.ContainerState;
import io.deploytodev.host.Host;
import io.deploytodev.host.TcpStream;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;

/** The way to one port of a service: through the dev host, or straight from the workstation. */
@FunctionalInterface
public interface Connector {

    /**
     * Opens a new stream, within a few seconds.
     *
     * @throws IOException when nothing listens there now
     */
    TcpStream open() throws IOException;

    /** From this machine, as a user's program would. */
    static Connector direct(String host, int port, Duration timeout) {
        return () -> DirectStream.open(host, port, timeout);
    }

    /**
     * Through the dev host to a container's own address, so that no port need be published. The address is looked up
     * each time, for it changes when the container is started anew.
     */
    static Connector toContainer(Host host, ContainerFacts container, int port) {
        return () -> {
            String address = container.now().map(ContainerState::address).orElse(null);
            if (address == null) {
                throw new ConnectException("its container has no address yet");
            }
            return host.connect(address, port);
        };
    }
}
