package io.deploytodev.host;

/**
 * Threads that do not keep the program alive. Each piece of work gets its own, for all of it may block, and in a shared
 * pool on a small machine one would hold up the next.
 */
public final class Daemon {

    private Daemon() {}

    public static Thread start(String name, Runnable body) {
        Thread thread = unstarted(name, body);
        thread.start();
        return thread;
    }

    public static Thread unstarted(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        return thread;
    }
}
