package io.deploytodev.readiness;

/**
 * Starts threads that do not keep the program from ending. Each piece of work gets its own, for all of it may block, and
 * in a shared pool on a small machine one would hold up the next.
 */
final class Daemon {

    private Daemon() {}

    static void start(String name, Runnable work) {
        thread(name, work).start();
    }

    static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
