package io.deploytodev.docker;

import io.deploytodev.host.Host;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;

/**
 * Asks over connections that are kept, and several questions in one round trip: they are sent one behind the other before the
 * first answer is read (RFC 9112, section 9.3.2). The library's client sends the second after the first answer, and takes longer
 * to load than all that is asked here. When the link breaks, what was asked is asked again on the next. Safe for use by several
 * threads.
 */
final class WireQuestions implements Questions, AutoCloseable {

    /** They must fit into what lies between here and an engine that is not yet done with the first answer. */
    private static final int AT_ONCE = 50;

    /** As many as are often asked at the same time by those who do not know of each other. */
    private static final int READY = 2;

    /** Longer than it takes to notice that the link is dead, so that the link is blamed and not the engine. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Host host;
    private final UnixDomainSocketAddress socket;
    private final Duration patience;
    private final Deque<SocketChannel> idle = new ConcurrentLinkedDeque<>();
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** @param socket on this machine, led to the engine's by the host's connection */
    WireQuestions(Host host, Path socket) {
        this(host, socket, PATIENCE);
    }

    WireQuestions(Host host, Path socket, Duration patience) {
        this.host = host;
        this.socket = UnixDomainSocketAddress.of(socket);
        this.patience = patience;
        keepReady();
    }

    /** The way to an engine takes a round trip of its own, which begins as soon as a connection is opened here. */
    private void keepReady() {
        try {
            while (idle.size() < READY && !closed) {
                idle.addLast(opened());
            }
        } catch (IOException e) {
            // Whoever asks will be told.
        }
    }

    @Override
    public List<Told> ask(List<String> paths) {
        List<Told> told = new ArrayList<>();
        for (int first = 0; first < paths.size(); first += AT_ONCE) {
            told.addAll(askSteadily(paths.subList(first, Math.min(paths.size(), first + AT_ONCE))));
        }
        return told;
    }

    private List<Told> askSteadily(List<String> paths) {
        while (true) {
            int connection = host.connection();
            try {
                return askAnyhow(paths);
            } catch (IOException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("interrupted while asking the engine");
                }
                if (!host.isConnectedAgainSince(connection)) {
                    throw new EngineAway(e);
                }
            }
        }
    }

    private List<Told> askAnyhow(List<String> paths) throws IOException {
        SocketChannel kept = idle.pollFirst();
        keepReady();
        if (kept != null) {
            try {
                return askOn(kept, paths);
            } catch (AsynchronousCloseException e) {
                throw late(e);
            } catch (IOException e) {
                // An engine ends connections that nobody uses for long, and so does a link that breaks.
            }
        }
        try {
            return askOn(opened(), paths);
        } catch (AsynchronousCloseException e) {
            throw late(e);
        }
    }

    private IOException late(AsynchronousCloseException e) {
        return new IOException("it did not answer within " + patience.toSeconds() + " s", e);
    }

    private SocketChannel opened() throws IOException {
        SocketChannel channel = SocketChannel.open(socket);
        open.add(channel);
        if (closed) {
            end(channel);
            throw new IOException("nobody asks any more");
        }
        return channel;
    }

    private List<Told> askOn(SocketChannel channel, List<String> paths) throws IOException {
        CompletableFuture<Void> over = new CompletableFuture<>();
        var unused = over.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).whenComplete((done, late) -> {
            if (late != null) {
                end(channel);
            }
        });
        boolean isKept = false;
        try {
            send(channel, paths);
            List<Told> told = new ArrayList<>();
            WireAnswer answer = WireAnswer.begin(channel::read);
            told.add(new Told(answer.status(), text(answer)));
            while (told.size() < paths.size() && answer.isKeptOpen()) {
                answer = answer.next();
                told.add(new Told(answer.status(), text(answer)));
            }
            isKept = answer.isKeptOpen();
            if (told.size() < paths.size()) {
                told.addAll(askOn(opened(), paths.subList(told.size(), paths.size())));
            }
            return told;
        } finally {
            over.complete(null);
            if (isKept && !closed) {
                idle.addFirst(channel);
            } else {
                end(channel);
            }
        }
    }

    private static String text(WireAnswer answer) throws IOException {
        return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void send(SocketChannel channel, List<String> paths) throws IOException {
        StringBuilder requests = new StringBuilder();
        for (String path : paths) {
            requests.append("GET ").append(path).append(" HTTP/1.1\r\nHost: docker\r\n\r\n");
        }
        ByteBuffer bytes = ByteBuffer.wrap(requests.toString().getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private void end(SocketChannel channel) {
        open.remove(channel);
        try {
            channel.close();
        } catch (IOException e) {
            // There is nothing behind it any more.
        }
    }

    @Override
    public void close() {
        closed = true;
        open.forEach(this::end);
    }
}
