package io.deploytodev.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deploytodev.docker.ContainerLook;
import io.deploytodev.docker.ContainerState;
import io.deploytodev.docker.HostLoad;
import io.deploytodev.ops.ServiceStatus;
import io.deploytodev.ops.StatusReport;
import io.deploytodev.release.LockNote;
import io.deploytodev.release.Release;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The state of a project for programs, in the shape that docs/json.md describes; pure. */
final class StatusJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final double PERCENT = 100;

    private StatusJson() {}

    static String of(StatusReport report) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("schema", 1);
        object.put("project", report.project());
        object.put("host", report.host());
        object.put("at", report.now().toString());
        object.put("well", report.isWell());
        object.put("release", report.release().map(StatusJson::release).orElse(null));
        object.put("health", report.health().map(StatusJson::health).orElse(null));
        object.put("lock", report.lock().note().map(StatusJson::lock).orElse(null));
        object.put("load", load(report.load()));
        object.put(
                "services", report.services().stream().map(StatusJson::service).toList());
        try {
            return JSON.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can always be written", e);
        }
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

    private static Map<String, @Nullable Object> service(ServiceStatus each) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        ContainerLook look = each.look().orElse(null);
        ContainerState state = look == null ? null : look.state();
        object.put("service", each.service());
        object.put("verdict", each.verdict().name().toLowerCase(Locale.ROOT));
        object.put("remark", each.remark());
        object.put("container", state == null ? "" : state.name());
        object.put("state", state == null ? "" : state.status().name().toLowerCase(Locale.ROOT));
        object.put("health", state == null ? "" : state.health().name().toLowerCase(Locale.ROOT));
        object.put("exitCode", state == null ? null : state.exitCode());
        object.put("outOfMemory", state != null && state.oomKilled());
        object.put(
                "startedAt",
                state == null || state.startedAt() == null
                        ? null
                        : state.startedAt().toString());
        object.put(
                "endedAt",
                state == null || state.endedAt() == null
                        ? null
                        : state.endedAt().toString());
        object.put("restarts", state == null ? 0 : state.restartCount());
        object.put("image", look == null ? "" : look.image());
        object.put("imageId", state == null ? "" : state.imageId());
        object.put("ports", look == null ? List.of() : look.ports());
        object.put("cpuPercent", percent(each.processors()));
        object.put("memory", each.use().map(use -> (Object) use.memoryBytes()).orElse(null));
        object.put(
                "memoryLimit",
                look == null || look.memoryLimit().isEmpty()
                        ? null
                        : look.memoryLimit().getAsLong());
        return object;
    }

    private static @Nullable Double percent(OptionalDouble processors) {
        return processors.isEmpty() ? null : Math.round(processors.getAsDouble() * PERCENT * 10) / 10.0;
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }
}
