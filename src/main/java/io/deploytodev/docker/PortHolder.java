package io.deploytodev.docker;

import java.util.Optional;

/**
 * A running container that holds a TCP port of the dev host.
 *
 * @param project the Compose project it belongs to; empty for none
 * @param service the Compose service it belongs to; empty for none
 * @param address that the port is bound to; empty for all
 */
public record PortHolder(
        String container, Optional<String> project, Optional<String> service, String address, int port) {}
