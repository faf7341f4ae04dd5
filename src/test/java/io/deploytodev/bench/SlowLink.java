package io.deploytodev.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A TCP proxy that stands for a line of 50 ms there and back and 20 Mbit/s each way, which all connections share. The
 * figures are those of a good line to another city. A connection is open one round trip later than it is asked for, as TCP's are.
 */
final class SlowLink implements AutoCloseable {

    private static final long ONE_WAY_NANOS = TimeUnit.MILLISECONDS.toNanos(25);
    private static final long BYTES_PER_SECOND = 20_000_000 / 8;

    /** As much as a packet carries: more at a time would come late as a whole. */
    private static final int PACKET = 1448;

    /** What is under way at most: the product of delay and bandwidth is 125 kB. */
    private static final int QUEUE = 256;

    private static final ByteBuffer END = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicLong there = new AtomicLong();
    private final AtomicLong back = new AtomicLong();
    private final String address;
    private final int port;

    SlowLink(String address, int port) throws IOException {
        this.address = address;
        this.port = port;
        start(this::acceptAll);
    }

    int port() {
        return server.getLocalPort();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "slow link");
        thread.setDaemon(true);
        thread.start();
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket near = server.accept();
                Socket far = new Socket(address, port);
                sockets.add(near);
                sockets.add(far);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                long open = System.nanoTime() + 2 * ONE_WAY_NANOS;
                carry(near, far, there, open);
                carry(far, near, back, open);
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private static void carry(Socket from, Socket to, AtomicLong lineIsFree, long open) {
        BlockingQueue<Packet> line = new LinkedBlockingQueue<>(QUEUE);
        start(() -> send(from, line, lineIsFree, open));
        start(() -> deliver(line, to));
    }

    private static void send(Socket from, BlockingQueue<Packet> line, AtomicLong lineIsFree, long open) {
        byte[] buffer = new byte[PACKET];
        try {
            InputStream in = from.getInputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                long takes = n * TimeUnit.SECONDS.toNanos(1) / BYTES_PER_SECOND;
                long now = Math.max(System.nanoTime(), open);
                long sent = lineIsFree.updateAndGet(free -> Math.max(free, now) + takes);
                line.put(new Packet(ByteBuffer.wrap(Arrays.copyOf(buffer, n)), sent + ONE_WAY_NANOS));
            }
            line.put(new Packet(END, System.nanoTime() + ONE_WAY_NANOS));
        } catch (IOException e) {
            line.clear();
            line.offer(new Packet(END, System.nanoTime()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void deliver(BlockingQueue<Packet> line, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            for (Packet packet = line.take(); packet.content().hasRemaining(); packet = line.take()) {
                for (long left = packet.due() - System.nanoTime(); left > 0; left = packet.due() - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                out.write(packet.content().array());
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // One of them has closed it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private record Packet(ByteBuffer content, long due) {}
}
