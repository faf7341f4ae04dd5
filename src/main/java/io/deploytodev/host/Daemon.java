package io.deploytodev.host;

/** Threads that do not keep the program alive. */
final class Daemon {

    private Daemon() {}

    static Thread start(String name, Runnable body) {
        Thread thread = unstarted(name, body);
        thread.start();
        return thread;
    }

    static Thread unstarted(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        return thread;
    }
}
