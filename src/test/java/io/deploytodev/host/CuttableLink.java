package io.deploytodev.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A TCP proxy that stands for the network on the way to a server, and breaks as networks do. */
public final class CuttableLink implements AutoCloseable {

    private enum State {
        WORKS,
        /** Connections are reset, and new ones as well. */
        CUT,
        /** Nothing gets through; connections stay open, and new ones are taken but never answered. */
        SILENT
    }

    private final ServerSocket server;
    private final String address;
    private final int port;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private State state = State.WORKS;
    private volatile int bytesPerSecond = Integer.MAX_VALUE;

    private CuttableLink(ServerSocket server, String address, int port) {
        this.server = server;
        this.address = address;
        this.port = port;
    }

    /** To a server, from a port of the loopback. */
    public static CuttableLink to(String address, int port) throws IOException {
        CuttableLink link = new CuttableLink(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), address, port);
        Daemon.start("link", link::acceptAll);
        return link;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Ends all connections at once, and refuses new ones. */
    public void cut() {
        set(State.CUT);
        closeAll();
    }

    /** Lets nothing through any more, and tells nobody. */
    public void fallSilent() {
        set(State.SILENT);
    }

    /** New connections get through; those that were silent are over. */
    public void heal() {
        closeAll();
        set(State.WORKS);
    }

    /** Lets no more than this through in either direction of each connection. */
    public void slowTo(int bytes) {
        bytesPerSecond = bytes;
    }

    /** Takes nothing more either, so that whoever goes on sending is held up in the end. */
    private synchronized void awaitSound(Socket from) throws IOException {
        while (state == State.SILENT) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
        if (from.isClosed()) {
            throw new IOException("cut");
        }
    }

    private synchronized void set(State next) {
        state = next;
        notifyAll();
    }

    private synchronized State state() {
        return state;
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                sockets.add(near);
                if (state() == State.CUT) {
                    near.close();
                } else if (state() == State.WORKS) {
                    Socket far = new Socket(address, port);
                    sockets.add(far);
                    Daemon.start("link up", () -> copy(near, far));
                    Daemon.start("link down", () -> copy(far, near));
                }
            } catch (IOException e) {
                // Closed, or the server behind it is gone: whoever connected sees the end.
            }
        }
    }

    private void copy(Socket from, Socket to) {
        byte[] bytes = new byte[64 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                awaitSound(from);
                out.write(bytes, 0, n);
                out.flush();
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(n) / bytesPerSecond);
            }
        } catch (IOException e) {
            // Cut.
        }
    }

    private void closeAll() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                // Closed already.
            }
        }
        sockets.clear();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        closeAll();
    }
}
