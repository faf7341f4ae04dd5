package io.deploytodev.serving;

import io.deploytodev.readiness.ProbeSpec;
import java.util.Optional;

/**
 * A server that a service uses, and how the service itself calls it.
 *
 * @param service the one that is used
 * @param host the name that it is called by
 * @param login asks it with the user's own credentials; empty where those are not to be read, or it knows none
 */
public record Dependency(String service, String host, int port, Optional<ProbeSpec> login) {}
