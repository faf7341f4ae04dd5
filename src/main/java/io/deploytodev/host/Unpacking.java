package io.deploytodev.host;

import com.jcraft.jsch.Compression;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks what a server packs, by the JVM's own zlib. JSch has two of this: the one is written in Java and slow, and the other
 * loses the end of what packs very well. Made by JSch, from its name.
 */
public final class Unpacking implements Compression {

    /** JSch's own bound, of a packet with all that belongs to it. */
    private static final int LONGEST_PACKET = 256 * 1024;

    private static final int FIRST_BYTES = 64 * 1024;

    private final Inflater inflater = new Inflater();
    private byte[] unpacked = new byte[FIRST_BYTES];

    /** One for a connection. */
    public Unpacking() {
        // JSch looks for a constructor without parameters.
    }

    @Override
    public void init(int type, int level) {
        if (type != INFLATER) {
            throw new UnsupportedOperationException("nothing is packed here");
        }
    }

    @Override
    public void end() {
        inflater.end();
    }

    @Override
    public byte[] compress(byte[] bytes, int start, int[] length) {
        throw new UnsupportedOperationException("nothing is packed here");
    }

    /** A packet's part from {@code start} on: its length is replaced, and so are the bytes if they do not fit. */
    @Override
    public byte[] uncompress(byte[] bytes, int start, int[] length) {
        inflater.setInput(bytes, start, length[0]);
        int size = inflate();
        byte[] into = bytes.length < start + size ? Arrays.copyOf(bytes, start + size) : bytes;
        System.arraycopy(unpacked, 0, into, start, size);
        length[0] = size;
        return into;
    }

    /** Until nothing more comes out: all may have gone in long before. */
    private int inflate() {
        int size = 0;
        try {
            int more = inflater.inflate(unpacked);
            while (more > 0) {
                size += more;
                if (size == unpacked.length) {
                    grow();
                }
                more = inflater.inflate(unpacked, size, unpacked.length - size);
            }
            return size;
        } catch (DataFormatException e) {
            throw new IllegalStateException("what the server packed cannot be unpacked", e);
        }
    }

    private void grow() {
        if (unpacked.length >= LONGEST_PACKET) {
            throw new IllegalStateException("what the server packed is no packet");
        }
        unpacked = Arrays.copyOf(unpacked, 2 * unpacked.length);
    }
}
