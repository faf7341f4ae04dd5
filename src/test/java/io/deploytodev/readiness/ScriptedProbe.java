package io.deploytodev.readiness;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers what it was told to, one after the other; the last again and again. */
final class ScriptedProbe implements Probe {

    static final ProbeResult READY = new ProbeResult.Ready("answered");
    static final ProbeResult REFUSED = new ProbeResult.NotYet("connection refused");
    static final ProbeResult WRONG_PASSWORD = new ProbeResult.Never("wrong password", "use the right one");

    private final Deque<ProbeResult> answers;
    final AtomicInteger timesAsked = new AtomicInteger();

    ScriptedProbe(ProbeResult... answers) {
        this.answers = new ArrayDeque<>(List.of(answers));
    }

    @Override
    public String question() {
        return "SELECT 1";
    }

    @Override
    public synchronized ProbeResult ask() {
        timesAsked.incrementAndGet();
        return answers.size() > 1 ? answers.remove() : answers.element();
    }
}
