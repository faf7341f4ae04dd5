package io.deploytodev.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes a Compose model of containers that run, from what {@code docker inspect} says of them: for a project that was
 * started by hand, whose files may have changed since, or cannot be read. What Compose knows no word for is left out.
 */
final class RunningModel {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern CONTAINER_ID = Pattern.compile("[0-9a-f]{12}|[0-9a-f]{64}");

    /** From {@code Config}, as it is. */
    private static final Map<String, String> OF_CONFIG = Map.of(
            "User", "user",
            "WorkingDir", "working_dir",
            "Domainname", "domainname",
            "StopSignal", "stop_signal",
            "Tty", "tty",
            "OpenStdin", "stdin_open",
            "Entrypoint", "entrypoint",
            "Cmd", "command");

    /** From {@code HostConfig}, as it is; what is empty, zero or false is the default. */
    private static final Map<String, String> OF_HOST_CONFIG = Map.ofEntries(
            Map.entry("Privileged", "privileged"),
            Map.entry("ReadonlyRootfs", "read_only"),
            Map.entry("Init", "init"),
            Map.entry("CapAdd", "cap_add"),
            Map.entry("CapDrop", "cap_drop"),
            Map.entry("SecurityOpt", "security_opt"),
            Map.entry("Dns", "dns"),
            Map.entry("DnsSearch", "dns_search"),
            Map.entry("DnsOptions", "dns_opt"),
            Map.entry("ExtraHosts", "extra_hosts"),
            Map.entry("GroupAdd", "group_add"),
            Map.entry("Sysctls", "sysctls"),
            Map.entry("CpuShares", "cpu_shares"),
            Map.entry("CpuQuota", "cpu_quota"),
            Map.entry("CpuPeriod", "cpu_period"),
            Map.entry("CpusetCpus", "cpuset"),
            Map.entry("PidsLimit", "pids_limit"),
            Map.entry("OomScoreAdj", "oom_score_adj"),
            Map.entry("PidMode", "pid"),
            Map.entry("UTSMode", "uts"),
            Map.entry("UsernsMode", "userns_mode"),
            Map.entry("Memory", "mem_limit"),
            Map.entry("MemorySwap", "memswap_limit"),
            Map.entry("MemoryReservation", "mem_reservation"),
            Map.entry("ShmSize", "shm_size"));

    /** Compose wants these as text. */
    private static final Set<String> SIZES = Set.of("mem_limit", "memswap_limit", "mem_reservation", "shm_size");

    private static final double NANOS = 1e9;

    private final ObjectNode root = JSON.createObjectNode();
    private final ObjectNode services = root.putObject("services");
    private final ObjectNode volumes = root.putObject("volumes");
    private final ObjectNode networks = root.putObject("networks");
    private final Map<String, String> images;

    private RunningModel(String project, Map<String, String> images) {
        this.images = images;
        root.put("name", project);
    }

    /**
     * The model of a project's containers.
     *
     * @param inspected what {@code docker inspect} says: an array
     * @param images service to the reference that is to stand for its image
     */
    static ComposeModel of(String project, JsonNode inspected, Map<String, String> images) {
        RunningModel model = new RunningModel(project, images);
        inspected.elements().forEachRemaining(model::add);
        return ComposeModel.parse(escaped(model.root).toString()).ordered();
    }

    private void add(JsonNode container) {
        JsonNode config = container.path("Config");
        String name = config.path("Labels").path(ComposeLabels.SERVICE).asText();
        if (services.has(name)) {
            ObjectNode known = (ObjectNode) services.get(name);
            known.put("scale", known.path("scale").asInt(1) + 1);
            known.remove("container_name");
            return;
        }
        ObjectNode service = services.putObject(name);
        service.put("image", images.getOrDefault(name, config.path("Image").asText()));
        OF_CONFIG.forEach((from, to) -> copy(config.path(from), service, to));
        JsonNode host = container.path("HostConfig");
        OF_HOST_CONFIG.forEach((from, to) -> copy(host.path(from), service, to));
        names(container, name, service);
        environment(config, service);
        labels(config, service);
        dependencies(config, service);
        healthcheck(config.path("Healthcheck"), service);
        restart(host.path("RestartPolicy"), service);
        RunningPorts.of(host, config, service);
        limits(host, service);
        mounts(container, host, service);
        networks(container, host, service);
        logging(host.path("LogConfig"), service);
        if (config.path("StopTimeout").isNumber()) {
            service.put("stop_grace_period", config.get("StopTimeout").asInt() + "s");
        }
    }

    private static void copy(JsonNode from, ObjectNode service, String to) {
        boolean isDefault = from.isMissingNode()
                || from.isNull()
                || (from.isContainerNode() && from.isEmpty())
                || (from.isTextual() && from.asText().isEmpty())
                || (from.isNumber() && from.asLong() == 0)
                || (from.isBoolean() && !from.asBoolean());
        if (!isDefault) {
            service.set(to, SIZES.contains(to) ? TextNode.valueOf(from.asText()) : from);
        }
    }

    /** Names that the engine or Compose would give again by themselves are left to them. */
    private void names(JsonNode container, String name, ObjectNode service) {
        String containerName = container.path("Name").asText().replaceFirst("^/", "");
        if (!containerName.matches(
                Pattern.quote(root.path("name").asText()) + "[-_]" + Pattern.quote(name) + "[-_]\\d+")) {
            service.put("container_name", containerName);
        }
        String hostname = container.path("Config").path("Hostname").asText();
        if (!hostname.isEmpty() && !container.path("Id").asText().startsWith(hostname)) {
            service.put("hostname", hostname);
        }
    }

    private static void environment(JsonNode config, ObjectNode service) {
        ObjectNode environment = service.putObject("environment");
        config.path("Env").elements().forEachRemaining(variable -> {
            String[] parts = variable.asText().split("=", 2);
            if (parts.length == 2) {
                environment.put(parts[0], parts[1]);
            }
        });
    }

    private static void labels(JsonNode config, ObjectNode service) {
        ObjectNode labels = JSON.createObjectNode();
        config.path("Labels").properties().forEach(label -> {
            if (!label.getKey().startsWith("com.docker.compose.")) {
                labels.set(label.getKey(), label.getValue());
            }
        });
        copy(labels, service, "labels");
    }

    /** Compose keeps them in a label: {@code service:condition:restart}, separated by commas. */
    private static void dependencies(JsonNode config, ObjectNode service) {
        String label = config.path("Labels").path(ComposeLabels.DEPENDS_ON).asText();
        if (label.isEmpty()) {
            return;
        }
        ObjectNode dependencies = service.putObject("depends_on");
        for (String dependency : label.split(",", -1)) {
            String[] parts = dependency.split(":", -1);
            dependencies
                    .putObject(parts[0])
                    .put("condition", parts.length > 1 && !parts[1].isEmpty() ? parts[1] : "service_started")
                    .put("required", false);
        }
    }

    private static void healthcheck(JsonNode from, ObjectNode service) {
        if (!from.has("Test") || from.path("Test").isEmpty()) {
            return;
        }
        ObjectNode healthcheck = service.putObject("healthcheck");
        if (from.path("Test").path(0).asText().equals("NONE")) {
            healthcheck.put("disable", true);
            return;
        }
        healthcheck.set("test", from.get("Test"));
        Map.of(
                        "Interval",
                        "interval",
                        "Timeout",
                        "timeout",
                        "StartPeriod",
                        "start_period",
                        "StartInterval",
                        "start_interval")
                .forEach((key, to) -> {
                    if (from.path(key).asLong() > 0) {
                        healthcheck.put(to, from.path(key).asLong() + "ns");
                    }
                });
        copy(from.path("Retries"), healthcheck, "retries");
    }

    private static void restart(JsonNode policy, ObjectNode service) {
        String name = policy.path("Name").asText();
        int retries = policy.path("MaximumRetryCount").asInt();
        service.put("restart", name.isEmpty() ? "no" : retries > 0 ? name + ":" + retries : name);
    }

    private static void limits(JsonNode host, ObjectNode service) {
        if (host.path("NanoCpus").asLong() > 0) {
            service.put("cpus", host.get("NanoCpus").asLong() / NANOS);
        }
        ObjectNode ulimits = JSON.createObjectNode();
        host.path("Ulimits").elements().forEachRemaining(limit -> ulimits.putObject(
                        limit.path("Name").asText())
                .put("soft", limit.path("Soft").asLong())
                .put("hard", limit.path("Hard").asLong()));
        copy(ulimits, service, "ulimits");
        ArrayNode devices = JSON.createArrayNode();
        host.path("Devices")
                .elements()
                .forEachRemaining(
                        device -> devices.add(device.path("PathOnHost").asText() + ":"
                                + device.path("PathInContainer").asText() + ":"
                                + device.path("CgroupPermissions").asText("rwm")));
        copy(devices, service, "devices");
    }

    /** Volumes exist, so they are named as they are; nameless ones too, for they hold data as well. */
    private void mounts(JsonNode container, JsonNode host, ObjectNode service) {
        ArrayNode mounts = JSON.createArrayNode();
        container.path("Mounts").elements().forEachRemaining(mount -> {
            String type = mount.path("Type").asText();
            if (!Set.of("volume", "bind").contains(type)) {
                return;
            }
            String source =
                    mount.path(type.equals("volume") ? "Name" : "Source").asText();
            if (type.equals("volume")) {
                volumes.putObject(source).put("name", source).put("external", true);
            }
            mounts.addObject()
                    .put("type", type)
                    .put("source", source)
                    .put("target", mount.path("Destination").asText())
                    .put("read_only", !mount.path("RW").asBoolean(true));
        });
        copy(mounts, service, "volumes");
        ArrayNode tmpfs = JSON.createArrayNode();
        host.path("Tmpfs")
                .properties()
                .forEach(entry -> tmpfs.add(entry.getKey()
                        + (entry.getValue().asText().isEmpty()
                                ? ""
                                : ":" + entry.getValue().asText())));
        copy(tmpfs, service, "tmpfs");
    }

    private void networks(JsonNode container, JsonNode host, ObjectNode service) {
        String mode = host.path("NetworkMode").asText();
        if (Set.of("host", "none").contains(mode) || mode.startsWith("container:")) {
            service.put("network_mode", mode);
            return;
        }
        ObjectNode joined = service.putObject("networks");
        container.path("NetworkSettings").path("Networks").properties().forEach(entry -> {
            networks.putObject(entry.getKey()).put("name", entry.getKey()).put("external", true);
            ObjectNode network = joined.putObject(entry.getKey());
            ArrayNode aliases = JSON.createArrayNode();
            entry.getValue().path("Aliases").elements().forEachRemaining(alias -> {
                if (!CONTAINER_ID.matcher(alias.asText()).matches()) {
                    aliases.add(alias);
                }
            });
            copy(aliases, network, "aliases");
            copy(entry.getValue().path("IPAMConfig").path("IPv4Address"), network, "ipv4_address");
        });
    }

    private static void logging(JsonNode from, ObjectNode service) {
        if (!from.path("Type").asText().isEmpty()) {
            ObjectNode logging =
                    service.putObject("logging").put("driver", from.get("Type").asText());
            copy(from.path("Config"), logging, "options");
        }
    }

    /** A model is read by Compose, which would take a dollar sign for a variable. */
    private static JsonNode escaped(JsonNode node) {
        if (node.isTextual()) {
            return TextNode.valueOf(node.asText().replace("$", "$$"));
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JSON.createArrayNode();
            array.forEach(each -> copy.add(escaped(each)));
            return copy;
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JSON.createObjectNode();
            object.properties().forEach(each -> copy.set(each.getKey(), escaped(each.getValue())));
            return copy;
        }
        return node;
    }
}
