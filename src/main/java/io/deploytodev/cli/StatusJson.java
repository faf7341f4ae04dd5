package io.deploytodev.cli;

import io.deploytodev.docker.ContainerLook;
import io.deploytodev.docker.ContainerState;
import io.deploytodev.docker.ContainerUse;
import io.deploytodev.docker.HostLoad;
import io.deploytodev.ops.ServiceStatus;
import io.deploytodev.ops.StatusReport;
import io.deploytodev.release.LockNote;
import io.deploytodev.release.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The state of a project for programs, in the shape that docs/json.md describes; pure. */
final class StatusJson {

    private static final double PERCENT = 100;

    private static final Release NO_RELEASE = new Release(
            Release.SCHEMA, "", "", "", "", "", "", false, "", Map.of(), Map.of(), Map.of(), "", Release.Run.UNKNOWN);

    private static final StatusReport.Answer NO_ANSWER = new StatusReport.Answer("", false, "", Duration.ZERO);

    private static final LockNote NOBODY = new LockNote("", "", "");

    private StatusJson() {}

    static String of(StatusReport report) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("schema", 1);
        object.put("project", report.project());
        object.put("host", report.host());
        object.put("at", report.now().toString());
        object.put("well", report.isWell());
        object.put("release", release(report.release().orElse(NO_RELEASE)));
        object.put("health", health(report.health().orElse(NO_ANSWER)));
        object.put("lock", lock(report.lock().note().orElse(NOBODY)));
        object.put("load", load(report.load()));
        object.put(
                "services", report.services().stream().map(StatusJson::service).toList());
        return JsonLine.of(object);
    }

    private static Map<String, Object> release(Release release) {
        return ordered(
                "id", release.id(),
                "from", release.from(),
                "startedAt", release.startedAt(),
                "commit", release.commit(),
                "branch", release.branch(),
                "dirty", release.dirty());
    }

    private static Map<String, Object> health(StatusReport.Answer answer) {
        return ordered(
                "url", answer.asked(),
                "good", answer.isGood(),
                "said", answer.said(),
                "tookMs", answer.took().toMillis());
    }

    private static Map<String, Object> lock(LockNote note) {
        return ordered("who", note.who(), "verb", note.verb(), "since", note.since());
    }

    private static Map<String, Object> load(HostLoad load) {
        return ordered(
                "load", load.load(),
                "processors", load.processors(),
                "memory", load.memory(),
                "memoryAvailable", load.memoryAvailable(),
                "upSeconds", load.up().toSeconds(),
                "disks",
                        load.disks().stream()
                                .map(disk -> ordered("mount", disk.mount(), "bytes", disk.bytes(), "free", disk.free()))
                                .toList());
    }

    /** What is not known of a service without a container is empty or 0. */
    private static Map<String, Object> service(ServiceStatus each) {
        Optional<ContainerLook> look = each.look();
        Optional<ContainerState> state = look.map(ContainerLook::state);
        return ordered(
                "service", each.service(),
                "verdict", each.verdict().name().toLowerCase(Locale.ROOT),
                "remark", each.remark(),
                "container", state.map(ContainerState::name).orElse(""),
                "state",
                        state.map(s -> s.status().name().toLowerCase(Locale.ROOT))
                                .orElse(""),
                "health",
                        state.map(s -> s.health().name().toLowerCase(Locale.ROOT))
                                .orElse(""),
                "exitCode", state.map(ContainerState::exitCode).orElse(0),
                "outOfMemory", state.map(ContainerState::oomKilled).orElse(false),
                "startedAt",
                        state.map(ContainerState::startedAt)
                                .map(Instant::toString)
                                .orElse(""),
                "endedAt",
                        state.map(ContainerState::endedAt)
                                .map(Instant::toString)
                                .orElse(""),
                "restarts", state.map(ContainerState::restartCount).orElse(0),
                "image", look.map(ContainerLook::image).orElse(""),
                "imageId", state.map(ContainerState::imageId).orElse(""),
                "ports", look.map(ContainerLook::ports).orElse(List.of()),
                "cpuPercent", Math.round(each.processors().orElse(0) * PERCENT * 10) / 10.0,
                "memory", each.use().map(ContainerUse::memoryBytes).orElse(0L),
                "memoryLimit", look.map(l -> l.memoryLimit().orElse(0)).orElse(0L));
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }
}
