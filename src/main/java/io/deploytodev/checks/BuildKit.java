package io.deploytodev.checks;

import java.util.ArrayList;
import java.util.List;

/** Whether the host builds with BuildKit: with mounts, secrets and a cache that is worth the name. */
public final class BuildKit implements Check<HostState> {

    @Override
    public String id() {
        return "buildkit";
    }

    @Override
    public String well() {
        return "it builds with BuildKit";
    }

    @Override
    public List<Finding> look(HostState host) {
        List<Finding> findings = new ArrayList<>();
        if (!host.builds()) {
            return findings;
        }
        if (host.vitals().noBuildKit()) {
            findings.add(Finding.hurts(
                    id(),
                    "BuildKit is switched off for " + host.facts().user() + " on " + host.name() + ".",
                    "DOCKER_BUILDKIT=0 is in that account's environment. A Dockerfile with RUN --mount, COPY --link or"
                            + " here-documents does not build so, and every build is slower.",
                    "On the host, remove it from where it is set: grep -rn DOCKER_BUILDKIT ~/.profile ~/.bashrc"
                            + " ~/.ssh/environment /etc/environment /etc/profile.d"));
        }
        if (host.vitals().buildx().isEmpty()) {
            findings.add(Finding.hurts(
                    id(),
                    "Docker on " + host.name() + " has no buildx.",
                    "docker buildx version fails there. Newer versions of Compose build with it, and fall back to the old"
                            + " builder, or fail, without.",
                    "On the host: sudo apt-get install docker-buildx-plugin (Docker's own packages), or docker-buildx"
                            + " (Debian's, Ubuntu's)"));
        }
        return findings;
    }
}
