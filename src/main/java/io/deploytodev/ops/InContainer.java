package io.deploytodev.ops;

import io.deploytodev.docker.ContainerCommands;
import io.deploytodev.docker.ContainerSession;
import io.deploytodev.docker.ContainerState;
import io.deploytodev.docker.Engine;
import io.deploytodev.docker.EngineFailed;
import io.deploytodev.docker.ExecRequest;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Daemon;
import io.deploytodev.host.Host;
import io.deploytodev.host.HostUnreachable;
import io.deploytodev.ops.Terminal.HandedOver;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A command in a container that runs, with the user's streams or terminal as its own. */
final class InContainer {

    /** As a shell says it of a program that wrote to somebody who did not listen any more. */
    private static final int BROKEN_PIPE = 141;

    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;
    private static final int BUFFER_BYTES = 32 * 1024;

    /** A command's streams may end a moment before it does. */
    private static final Duration ENDING = Duration.ofSeconds(5);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private static final String KILL = "kill -s \"$1\" -- \"-$2\" || kill -s \"$1\" \"$2\"";

    private final Host host;
    private final Engine engine;
    private final ContainerState container;

    InContainer(Host host, Engine engine, ContainerState container) {
        this.host = host;
        this.engine = engine;
        this.container = container;
    }

    /** Runs it with separate streams, byte for byte. */
    Ended run(ExecRequest request, Streams streams) {
        int link = host.connection();
        try (ContainerSession session = open(request)) {
            Daemon.start("input of the command", () -> feed(session, streams.in()));
            Refusal out = new Refusal(streams.out());
            CompletableFuture<Void> output = copying(session, out, streams.err());
            try {
                output.get();
            } catch (InterruptedException e) {
                throw new DeployFailure(
                        FailureKind.INTERRUPTED,
                        request.argv().get(0) + " in " + container.name() + " was stopped.",
                        end(session, request, "TERM")
                                ? "On your request."
                                : "On your request; whether it has ended in the container nobody knows.",
                        "Look what runs there: deploy-to-dev ssh -- docker top " + container.name());
            } catch (ExecutionException e) {
                end(session, request, "PIPE");
                return new Ended(BROKEN_PIPE, Optional.empty());
            }
            return ended(session, request, out, link);
        }
    }

    /** Runs it on the user's terminal. */
    Ended run(ExecRequest request, Terminal terminal) {
        int link = host.connection();
        ExecRequest sized = request.on(terminal.size());
        try (ContainerSession session = open(sized)) {
            Refusal out;
            try (HandedOver mine = terminal.handOver()) {
                out = new Refusal(mine.screen());
                Semaphore resized = new Semaphore(1);
                mine.onResize(resized::release);
                Daemon.start("size of the terminal", () -> follow(resized, session, terminal));
                Daemon.start("keys", () -> feed(session, mine.keys()));
                copying(session, out, out).get();
            } catch (InterruptedException e) {
                end(session, sized, "HUP");
                throw new DeployFailure(
                        FailureKind.INTERRUPTED,
                        "The session in " + container.name() + " was stopped.",
                        "This program was asked to end.",
                        "Start it again whenever you like.");
            } catch (ExecutionException e) {
                end(session, sized, "HUP");
                return new Ended(BROKEN_PIPE, Optional.empty());
            }
            return ended(session, sized, out, link);
        }
    }

    private ContainerSession open(ExecRequest request) {
        try {
            return engine.open(container.id(), request)
                    .orElseThrow(() -> new DeployFailure(
                            FailureKind.ROLLOUT,
                            container.name() + " does not run any more.",
                            "It ended, or was replaced, a moment ago.",
                            "Try it again, or see how it is: deploy-to-dev status"));
        } catch (EngineFailed e) {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    request.argv().get(0) + " cannot be run in " + container.name() + ".",
                    String.valueOf(e.getMessage()),
                    "Correct what it names, such as --user or --workdir.",
                    List.of(),
                    e);
        }
    }

    private static CompletableFuture<Void> copying(ContainerSession session, OutputStream out, OutputStream err) {
        CompletableFuture<Void> output = new CompletableFuture<>();
        Daemon.start("output of the command", () -> {
            try {
                session.copyOutput(out, err);
                output.complete(null);
            } catch (IOException | RuntimeException e) {
                output.completeExceptionally(e);
            }
        });
        return output;
    }

    private static void feed(ContainerSession session, InputStream in) {
        byte[] bytes = new byte[BUFFER_BYTES];
        try {
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                session.send(bytes, n);
            }
            session.endInput();
        } catch (IOException e) {
            // The command has ended, or does not read any more: its exit code says what that means.
        }
    }

    /** One change after the other, and of many in a row the last. */
    private static void follow(Semaphore resized, ContainerSession session, Terminal terminal) {
        while (true) {
            resized.acquireUninterruptibly();
            resized.drainPermits();
            session.resize(terminal.size());
        }
    }

    private Ended ended(ContainerSession session, ExecRequest request, Refusal out, int link) {
        // Whoever sits before a dead terminal is told at once, and not after the patience of a deploy.
        if (!host.isLinked()) {
            throw lost(session, request, OptionalInt.empty(), null);
        }
        try {
            OptionalInt code = session.exitCode();
            if (host.connection() != link) {
                throw lost(session, request, code, null);
            }
            int known = (code.isPresent() ? code : awaitExitCode(session))
                    .orElseThrow(() -> new DeployFailure(
                            FailureKind.HOST,
                            "Nobody knows how " + request.argv().get(0) + " in " + container.name() + " ended.",
                            "The engine closed its streams and does not say its exit code: it was restarted, or the"
                                    + " container is gone.",
                            "See how it is: deploy-to-dev status"));
            Optional<String> refused = out.at(known == NOT_EXECUTABLE || known == NOT_FOUND);
            // Older engines do not tell the two apart.
            boolean absent = refused.filter(why -> why.contains("not found") || why.contains("no such file"))
                    .isPresent();
            return new Ended(absent ? NOT_FOUND : known, refused);
        } catch (HostUnreachable e) {
            throw lost(session, request, OptionalInt.empty(), e);
        } catch (IOException e) {
            return new Ended(BROKEN_PIPE, Optional.empty());
        }
    }

    private static OptionalInt awaitExitCode(ContainerSession session) {
        long end = System.nanoTime() + ENDING.toNanos();
        OptionalInt code = session.exitCode();
        while (code.isEmpty()
                && System.nanoTime() < end
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            code = session.exitCode();
        }
        return code;
    }

    /** The engine passes on what a command says before it has begun: whoever is quick has to wait for what can be ended. */
    private static OptionalLong awaitProcessId(ContainerSession session) {
        long end = System.nanoTime() + ENDING.toNanos();
        OptionalLong id = session.processId();
        while (id.isEmpty() && System.nanoTime() < end && !session.isOver()) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            id = session.processId();
        }
        return id;
    }

    /** A program on a terminal ends with it, as everywhere; any other goes on, for it may be a migration. */
    private DeployFailure lost(
            ContainerSession session, ExecRequest request, OptionalInt code, @Nullable HostUnreachable cause) {
        String program = request.argv().get(0) + " in " + container.name();
        String now;
        if (code.isPresent()) {
            now = program + " has ended meanwhile, with exit code " + code.getAsInt() + ".";
        } else if (cause == null && request.terminal().isPresent() && end(session, request, "HUP")) {
            now = program + " was ended, as programs are whose terminal goes.";
        } else {
            now = program + " may still be at work there, and nobody sees what it says.";
        }
        return new DeployFailure(
                FailureKind.CONNECT,
                "The connection to " + host.name() + " was lost.",
                now,
                "Look what runs there: deploy-to-dev ssh -- docker top " + container.name(),
                List.of(),
                cause);
    }

    /** Signals the command, which the engine cannot: by its number inside, with the shell of the image. */
    private boolean end(ContainerSession session, ExecRequest request, String signal) {
        CompletableFuture<Boolean> told = new CompletableFuture<>();
        Daemon.start("end of the command", () -> {
            try {
                told.complete(tell(session, request, signal));
            } catch (RuntimeException e) {
                told.complete(false);
            }
        });
        try {
            return told.get(ENDING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private boolean tell(ContainerSession session, ExecRequest request, String signal) {
        OptionalLong outside = awaitProcessId(session);
        if (outside.isEmpty()) {
            return session.isOver();
        }
        OptionalLong inside = host.run(ContainerCommands.numberInside(outside.getAsLong()));
        if (inside.isEmpty()) {
            return false;
        }
        ExecRequest kill = new ExecRequest(
                List.of("sh", "-c", KILL, "sh", signal, Long.toString(inside.getAsLong())),
                Optional.empty(),
                request.user(),
                Optional.empty(),
                List.of());
        Optional<ContainerSession> killing = engine.open(container.id(), kill);
        if (killing.isEmpty()) {
            return true;
        }
        try (ContainerSession each = killing.get()) {
            each.endInput();
            each.copyOutput(OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
            return awaitExitCode(each).orElse(1) == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
