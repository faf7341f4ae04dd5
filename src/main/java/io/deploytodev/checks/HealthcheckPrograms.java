package io.deploytodev.checks;

import io.deploytodev.failure.FailureKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a healthcheck finds the programs in the image that it runs. */
public final class HealthcheckPrograms implements Check<ProjectFacts> {

    private static final String FIX = "Install it in the Dockerfile, or ask with what the image has. Python: python -c"
            + " \"import urllib.request as u; u.urlopen('http://127.0.0.1:PORT/health')\"; Node: node -e"
            + " \"fetch('http://127.0.0.1:PORT/health').then(r => process.exit(r.ok ? 0 : 1))\"; Alpine and BusyBox: wget -q"
            + " -O /dev/null http://127.0.0.1:PORT/health";

    @Override
    public String id() {
        return "healthcheck-program";
    }

    @Override
    public String well() {
        return "healthchecks find their programs";
    }

    @Override
    public List<Finding> look(ProjectFacts project) {
        List<Finding> findings = new ArrayList<>();
        for (ServiceView view : project.services()) {
            for (String program : new CheckCommand(view.healthcheck()).programs()) {
                if (!comesFromElsewhere(view, program)) {
                    missing(view, program).ifPresent(findings::add);
                }
            }
        }
        return findings;
    }

    private Optional<Finding> missing(ServiceView view, String program) {
        Optional<Boolean> found = Optional.ofNullable(view.programs().get(program));
        String name = program.equals("/bin/sh") ? "a shell" : program;
        String what = "The healthcheck of " + view.name() + " runs " + name + ", which its image does not have.";
        if (found.isPresent()) {
            String why = "Looked for in the image that the host has" + (view.isBuilt() ? ", built last" : "")
                    + ": the check can never succeed.";
            return found.get()
                    ? Optional.empty()
                    : Optional.of(
                            view.asked()
                                    ? Finding.hurts(id(), what, why, FIX)
                                    : Finding.stops(id(), FailureKind.ROLLOUT, what, why, FIX));
        }
        return view.dockerfile()
                .map(Dockerfile::base)
                .filter(base -> isKnownToLack(base, program))
                .map(base -> Finding.hurts(
                        id(), what, base + " has no " + name + ", and the Dockerfile does not install it.", FIX));
    }

    /** Something of the host or a volume may bring it; so may the Dockerfile, which is newer than the image. */
    private static boolean comesFromElsewhere(ServiceView view, String program) {
        boolean mounted = view.settings().mounts().stream()
                .anyMatch(place -> place.endsWith("/" + program) || place.matches("(/usr)?(/local)?/s?bin"));
        return mounted
                || view.dockerfile().filter(file -> file.speaksOf(program)).isPresent();
    }

    /** The usual small images, of which everybody can know. */
    private static boolean isKnownToLack(String base, String program) {
        Map<String, String> lacking = Map.of(
                "curl",
                        "(python|node|debian|ruby|php|perl):.*slim.*|debian(:.*)?|ubuntu(:.*)?|.*alpine.*|.*distroless.*|busybox.*",
                "wget", "(python|node|debian|ruby|php|perl):.*slim.*|debian(:.*)?|ubuntu(:.*)?|.*distroless.*",
                "/bin/sh", ".*distroless/(static|base|cc|java|python|nodejs)(?!.*debug).*",
                "bash", ".*alpine.*|.*distroless.*|busybox.*");
        return lacking.containsKey(program) && base.matches(lacking.get(program));
    }
}
