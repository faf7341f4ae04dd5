package io.deploytodev.docker;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a dev host needs before anything else is asked of it. Only looks at what the host said; asks nothing itself. */
public final class HostRequirements {

    /** Docker 25: the first whose healthchecks have a start interval, and what the Docker client library speaks. */
    private static final VersionNumber OLDEST_API = new VersionNumber(1, 44, 0);

    /** The first that resolves {@code include} and optional dependencies. */
    private static final VersionNumber OLDEST_COMPOSE = new VersionNumber(2, 20, 0);

    /** Prints nothing when asked for the services' hashes, so every service would seem changed. */
    private static final VersionNumber COMPOSE_WITHOUT_HASHES = new VersionNumber(2, 23, 0);

    private static final String INSTALL_COMPOSE =
            "On the host: sudo apt-get install docker-compose-plugin (Docker's own packages), or docker-compose-v2"
                    + " (Ubuntu's), or docker-compose (Debian 13's); then: docker compose version";

    private HostRequirements() {}

    /** The first requirement that the host does not meet; empty when it meets all. */
    public static Optional<DeployFailure> unmet(String host, HostFacts facts) {
        return allUnmet(host, facts).stream().findFirst();
    }

    /** Whether its engine may be asked at all, as far as can be said without asking. */
    public static boolean mayBeAsked(HostFacts facts) {
        return docker("", facts).isEmpty();
    }

    /** All that it does not meet, as far as one does not follow from another. */
    public static List<DeployFailure> allUnmet(String host, HostFacts facts) {
        return Stream.of(
                        docker(host, facts).or(() -> engine(host, facts)),
                        facts.dockerInstalled() ? compose(host, facts) : Optional.<DeployFailure>empty())
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<DeployFailure> docker(String host, HostFacts facts) {
        if (!facts.dockerInstalled()) {
            return failure(
                    "There is no Docker on " + host + ".",
                    "No docker command was found on the PATH of " + facts.user() + ".",
                    "Install Docker Engine and the Compose plugin on the host.");
        }
        if (!facts.resources().socketThere()) {
            return failure(
                    "Docker does not run on " + host + ".",
                    "There is a docker command, but no engine's socket at " + facts.socket() + ".",
                    "On the host: sudo systemctl start docker ; if the engine listens elsewhere, set DOCKER_HOST there for "
                            + facts.user() + ".");
        }
        if (!facts.socketUsable()) {
            return failure(
                    facts.user() + " may not use Docker on " + host + ".",
                    facts.user() + " may not write to " + facts.socket() + ", and is in the groups: " + facts.groups()
                            + ".",
                    "On the host: sudo usermod -aG docker " + facts.user() + ", then deploy again.");
        }
        return Optional.empty();
    }

    private static Optional<DeployFailure> engine(String host, HostFacts facts) {
        if (facts.apiVersion().isEmpty()) {
            return failure(
                    "The Docker engine on " + host + " does not answer.",
                    "docker version says nothing of a server there, though " + facts.socket() + " may be used.",
                    "On the host: docker version, and sudo systemctl status docker");
        }
        if (isOlder(facts.apiVersion(), OLDEST_API)) {
            return failure(
                    "The Docker engine on " + host + " is too old.",
                    "It is " + facts.engineVersion() + " and speaks version " + facts.apiVersion()
                            + " of the Docker API; " + OLDEST_API.shortly()
                            + " is needed, which Docker 25 is the first to"
                            + " speak.",
                    "Install Docker Engine 25 or newer on the host; its containers and volumes stay.");
        }
        return Optional.empty();
    }

    private static Optional<DeployFailure> compose(String host, HostFacts facts) {
        String version = facts.composeVersion();
        if (version.isEmpty()) {
            return noComposePlugin(host, facts.standaloneCompose());
        }
        if (isOlder(version, OLDEST_COMPOSE)) {
            return failure(
                    "Docker Compose on " + host + " is too old.",
                    "It is " + version + "; " + OLDEST_COMPOSE.shortly() + " or newer is needed.",
                    INSTALL_COMPOSE);
        }
        if (VersionNumber.of(version)
                .filter(number -> number.compareTo(COMPOSE_WITHOUT_HASHES) == 0)
                .isPresent()) {
            return failure(
                    "Docker Compose " + version + " on " + host + " cannot be used.",
                    "Just this version prints nothing for docker compose config --hash, which tells what has changed.",
                    INSTALL_COMPOSE);
        }
        return Optional.empty();
    }

    private static Optional<DeployFailure> noComposePlugin(String host, String standalone) {
        if (standalone.isEmpty()) {
            return failure(
                    "There is no Docker Compose on " + host + ".",
                    "docker compose version fails there, and there is no docker-compose either.",
                    INSTALL_COMPOSE);
        }
        if (isOlder(standalone, OLDEST_COMPOSE)) {
            return failure(
                    "Docker Compose on " + host + " is too old.",
                    "There is only docker-compose " + standalone + ", and no docker compose; "
                            + OLDEST_COMPOSE.shortly() + " or newer is needed.",
                    INSTALL_COMPOSE);
        }
        return failure(
                "Docker on " + host + " does not know its Compose.",
                "docker-compose " + standalone + " is there as a program of its own, but docker compose fails.",
                "On the host: mkdir -p ~/.docker/cli-plugins && ln -s \"$(command -v docker-compose)\""
                        + " ~/.docker/cli-plugins/docker-compose");
    }

    /** What gives itself no number, as a build of one's own may, is taken as new. */
    private static boolean isOlder(String version, VersionNumber oldest) {
        return VersionNumber.of(version).filter(v -> v.compareTo(oldest) < 0).isPresent();
    }

    private static Optional<DeployFailure> failure(String what, String why, String next) {
        return Optional.of(new DeployFailure(FailureKind.HOST, what, why, next));
    }
}
