package io.deploytodev.ops;

import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.ContainerLook;
import io.deploytodev.docker.ContainerState;
import io.deploytodev.docker.ContainerState.Health;
import io.deploytodev.docker.ContainerState.Status;
import io.deploytodev.ops.ServiceStatus.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Says of the containers of a project which are well, and what is wrong with the others; pure. */
final class Judge {

    /** A container that was restarted and has lived for longer has got over it. */
    private static final Duration RECOVERED = Duration.ofMinutes(10);

    private static final int LONGEST_ANSWER = 120;

    private final ComposeModel model;
    private final boolean isReleased;
    private final Instant now;
    private final UnaryOperator<String> mask;

    /**
     * @param model what should run
     * @param isReleased whether the model is a release's, so that it says which images are the right ones
     * @param now by the host's clock
     * @param mask takes secrets out of what containers say
     */
    Judge(ComposeModel model, boolean isReleased, Instant now, UnaryOperator<String> mask) {
        this.model = model;
        this.isReleased = isReleased;
        this.now = now;
        this.mask = mask;
    }

    /** A line for each container, and for each service that lacks some; the worst first. */
    List<ServiceStatus> of(List<ContainerLook> looks) {
        Map<String, List<ContainerLook>> byService = new TreeMap<>();
        model.services().keySet().forEach(service -> byService.put(service, new ArrayList<>()));
        looks.forEach(look -> byService
                .computeIfAbsent(look.state().service(), service -> new ArrayList<>())
                .add(look));
        return byService.entrySet().stream()
                .flatMap(entry -> Stream.concat(
                        entry.getValue().stream().map(look -> of(entry.getKey(), look)),
                        missing(entry.getKey(), entry.getValue().size())))
                .sorted(Comparator.comparing(ServiceStatus::verdict)
                        .thenComparing(ServiceStatus::service)
                        .thenComparing(
                                each -> each.state().map(ContainerState::name).orElse("")))
                .toList();
    }

    private Stream<ServiceStatus> missing(String service, int there) {
        int wanted =
                model.services().containsKey(service) ? model.service(service).replicas() : 0;
        if (there >= wanted) {
            return Stream.empty();
        }
        String remark =
                there == 0 ? "has no container" : (wanted - there) + " of " + wanted + " containers are not there";
        return Stream.of(
                status(service, model.isOneShot(service) ? Verdict.DONE : Verdict.MISSING, remark, Optional.empty()));
    }

    private ServiceStatus of(String service, ContainerLook look) {
        ContainerState state = look.state();
        boolean isKnown = model.services().containsKey(service);
        boolean mayEnd = isKnown && (model.isOneShot(service) || model.mayEnd(service));
        if (state.hasEnded() || state.status() == Status.REMOVING) {
            return mayEnd && state.exitCode() == 0
                    ? status(service, Verdict.DONE, "", Optional.of(look))
                    : status(service, Verdict.BROKEN, ended(state), Optional.of(look));
        }
        if (state.status() == Status.RESTARTING) {
            return status(service, Verdict.BROKEN, "crashes again and again; " + ended(state), Optional.of(look));
        }
        if (state.health() == Health.UNHEALTHY) {
            return status(service, Verdict.BROKEN, answer(look), Optional.of(look));
        }
        if (state.status() != Status.RUNNING) {
            return status(
                    service,
                    Verdict.UNSTEADY,
                    state.status() == Status.PAUSED ? "is paused" : "was never started",
                    Optional.of(look));
        }
        if (state.health() == Health.STARTING) {
            return status(service, Verdict.UNSTEADY, answer(look), Optional.of(look));
        }
        if (state.restartCount() > 0 && up(state).compareTo(RECOVERED) < 0) {
            return status(service, Verdict.UNSTEADY, "was restarted by the engine just now", Optional.of(look));
        }
        return status(
                service,
                Verdict.WELL,
                isKnown ? otherImage(service, look) : "is not in the release",
                Optional.of(look));
    }

    private String otherImage(String service, ContainerLook look) {
        boolean differs = isReleased
                && model.service(service)
                        .image()
                        .filter(image -> !image.equals(look.image()))
                        .isPresent();
        return differs ? "runs another image than the release" : "";
    }

    private Duration up(ContainerState state) {
        return state.startedAt() == null ? Duration.ZERO : Duration.between(state.startedAt(), now);
    }

    private static String ended(ContainerState state) {
        return "ended with exit code " + state.exitCode() + (state.oomKilled() ? ", for want of memory" : "");
    }

    /** What its healthcheck said last: the first line of it. */
    private String answer(ContainerLook look) {
        return look.lastHealth()
                .map(answer -> {
                    String line = answer.output()
                            .lines()
                            .map(String::strip)
                            .filter(text -> !text.isEmpty())
                            .findFirst()
                            .orElse("");
                    String clean = mask.apply(line).replaceAll("\\p{Cntrl}", " ");
                    String cut =
                            clean.length() <= LONGEST_ANSWER ? clean : clean.substring(0, LONGEST_ANSWER - 1) + "…";
                    return "healthcheck ended with " + answer.exitCode() + (cut.isEmpty() ? "" : ": " + cut);
                })
                .orElse("");
    }

    private static ServiceStatus status(String service, Verdict verdict, String remark, Optional<ContainerLook> look) {
        return new ServiceStatus(service, verdict, remark, look, Optional.empty(), OptionalDouble.empty());
    }
}
