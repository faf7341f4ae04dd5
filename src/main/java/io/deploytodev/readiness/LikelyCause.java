package io.deploytodev.readiness;

import io.deploytodev.docker.ContainerState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What most likely lies behind a failure, read off the evidence as somebody with experience would; pure.
 *
 * @param why one sentence
 * @param next what to do about it
 */
record LikelyCause(String why, String next) {

    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;
    private static final int KILLED = 137;
    private static final int SEGFAULT = 139;
    private static final int TERMINATED = 143;
    private static final int MEBIBYTE = 1 << 20;

    private static final Pattern ADDRESS_IN_USE = Pattern.compile("(?i)address already in use|EADDRINUSE");
    private static final Pattern EXEC_FORMAT = Pattern.compile("(?i)exec format error");
    private static final Pattern MODULE =
            Pattern.compile("(?:No module named|Cannot find (?:module|package)) '?([^'\\s]+)'?"
                    + "|(?:ClassNotFoundException|NoClassDefFoundError): (\\S+)");
    private static final Pattern VARIABLE = Pattern.compile(
            "(?i)KeyError: '([A-Z][A-Z0-9_]+)'|([A-Z][A-Z0-9_]{2,}) (?:is not set|is required|must be set)");
    private static final Pattern DENIED = Pattern.compile("(?i)permission denied.*|EACCES.*");
    private static final Pattern UNREACHED = Pattern.compile("(?i)refused|ECONNREFUSED|could not connect|timed? ?out"
            + "|ENOTFOUND|EAI_AGAIN|UnknownHost|Name or service not known|could not translate host name");
    private static final Pattern LOOPBACK = Pattern.compile(
            "(?i)(?:listen|running|serving|started|bound|bind).*?(?:127\\.0\\.0\\.1|localhost|\\[::1]):(\\d+)");
    private static final Pattern PASSWORD = Pattern.compile(
            "(?i)password authentication failed|access denied for user|WRONGPASS|NOAUTH|authentication failed");

    /** @param lastAnswer what the service's probe was told last; null when it was not asked */
    static Optional<LikelyCause> of(
            @Nullable ContainerState container, @Nullable ProbeResult lastAnswer, Evidence evidence) {
        if (container == null) {
            return Optional.empty();
        }
        List<String> log = evidence.log();
        return ofMemory(container, evidence)
                .or(
                        () -> ofLog(
                                log,
                                EXEC_FORMAT,
                                line -> new LikelyCause(
                                        "the image was built for another kind of processor (exec format error)",
                                        "build it on the dev host, or name the platform that it has (platform: in the compose file)")))
                .or(
                        () -> ofLog(
                                log,
                                MODULE,
                                match -> new LikelyCause(
                                        "the image lacks " + first(match) + ", which the program needs",
                                        "add it to the project's dependencies, or copy it in the Dockerfile, and deploy again")))
                .or(() -> ofOtherService(evidence))
                .or(
                        () -> ofLog(
                                log,
                                PASSWORD,
                                match -> new LikelyCause(
                                        "a service refused its credentials",
                                        "compare user and password with those the service was first started with: its volume keeps them")))
                .or(() -> ofLog(
                        log,
                        VARIABLE,
                        match -> new LikelyCause(
                                "the variable " + first(match) + " is not set in the container",
                                "set it under environment: of the service, or in a file that its env_file: names")))
                .or(() -> ofLog(
                        log,
                        ADDRESS_IN_USE,
                        match -> new LikelyCause(
                                "something in the container listens on that port already",
                                "give each process of the container a port of its own, or start it once only")))
                .or(
                        () -> ofLog(
                                log,
                                DENIED,
                                match -> new LikelyCause(
                                        "it may not use a file that it needs: " + Wording.oneLine(match.group()),
                                        "look at the owner and mode of that file, at user: in the compose file, and at what is mounted")))
                .or(() -> ofExitCode(container))
                .or(() -> ofLoopback(container, lastAnswer, log));
    }

    private static Optional<LikelyCause> ofMemory(ContainerState container, Evidence evidence) {
        if (!container.oomKilled()) {
            return Optional.empty();
        }
        String limit = evidence.memoryLimit().isPresent()
                ? "its memory limit of " + evidence.memoryLimit().getAsLong() / MEBIBYTE + " MiB was too little"
                : "the dev host itself ran out of memory, for the container has no limit";
        String next = evidence.memoryLimit().isPresent()
                ? "raise mem_limit (or deploy.resources.limits.memory) in the compose file, or let it use less"
                : "look at free -m there, and stop what is not needed";
        return Optional.of(new LikelyCause(limit, next));
    }

    private static Optional<LikelyCause> ofExitCode(ContainerState container) {
        if (container.isRunning()) {
            return Optional.empty();
        }
        return switch (container.exitCode()) {
            case NOT_FOUND ->
                cause("the image does not have the program that it is to run", "correct command or entrypoint");
            case NOT_EXECUTABLE ->
                cause("what it is to run is there, but cannot be executed", "chmod +x it in the Dockerfile");
            case SEGFAULT ->
                cause(
                        "the program crashed (segmentation fault)",
                        "look for a native library that does not fit the image");
            case KILLED ->
                cause("something killed it: on the host by hand, or for want of the host's memory", "see dmesg there");
            case TERMINATED -> cause("something asked it to stop", "see who stopped it: docker events there");
            case 0 ->
                cause(
                        "its program ended by itself, and well, as one that is meant to go on does not",
                        "let its command stay in the foreground; for one that is meant to end, let another service depend on"
                                + " it with service_completed_successfully");
            default -> Optional.empty();
        };
    }

    private static Optional<LikelyCause> cause(String why, String next) {
        return Optional.of(new LikelyCause(why, next));
    }

    /** The log complains of another service's name: what that one does says more than the complaint. */
    private static Optional<LikelyCause> ofOtherService(Evidence evidence) {
        for (String line : newestFirst(evidence.log())) {
            if (!UNREACHED.matcher(line).find()) {
                continue;
            }
            for (ContainerState other : evidence.others()) {
                if (!other.service().isEmpty()
                        && word(other.service()).matcher(line).find()) {
                    return Optional.of(new LikelyCause(
                            "it does not reach " + other.service() + ", which is " + stateOf(other),
                            other.isRunning()
                                    ? "look at the port and the network that it uses for " + other.service()
                                    : "see why " + other.service() + " does not run: docker logs " + other.name()));
                }
            }
        }
        return Optional.empty();
    }

    private static String stateOf(ContainerState other) {
        return other.status().name().toLowerCase(Locale.ROOT)
                + (other.health() == ContainerState.Health.NONE
                        ? ""
                        : " and " + other.health().name().toLowerCase(Locale.ROOT))
                + (other.isRunning() ? "" : " (exit code " + other.exitCode() + ")");
    }

    private static Optional<LikelyCause> ofLoopback(
            ContainerState container, @Nullable ProbeResult lastAnswer, List<String> log) {
        boolean refused = lastAnswer != null && lastAnswer.why().contains("refused");
        return container.isRunning() && refused
                ? ofLog(
                        log,
                        LOOPBACK,
                        match -> new LikelyCause(
                                "it listens on 127.0.0.1:" + match.group(1)
                                        + " only, where nothing outside its container reaches it",
                                "let it listen on 0.0.0.0"))
                : Optional.empty();
    }

    private static Optional<LikelyCause> ofLog(
            List<String> log, Pattern pattern, java.util.function.Function<Matcher, LikelyCause> cause) {
        for (String line : newestFirst(log)) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                return Optional.of(cause.apply(matcher));
            }
        }
        return Optional.empty();
    }

    private static List<String> newestFirst(List<String> log) {
        List<String> reversed = new java.util.ArrayList<>(log);
        java.util.Collections.reverse(reversed);
        return reversed;
    }

    private static Pattern word(String service) {
        return Pattern.compile("(?<![\\w.-])" + Pattern.quote(service) + "(?![\\w-])");
    }

    private static String first(Matcher match) {
        for (int i = 1; i <= match.groupCount(); i++) {
            if (match.group(i) != null) {
                return Wording.oneLine(match.group(i));
            }
        }
        return Wording.oneLine(match.group());
    }
}
