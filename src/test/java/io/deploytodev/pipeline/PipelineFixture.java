package io.deploytodev.pipeline;

import io.deploytodev.event.DeployEvent;
import io.deploytodev.event.DeployEvent.Outcome;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;

/** A pipeline whose steps tell what happens to them. */
abstract class PipelineFixture {

    final Pipeline pipeline = new Pipeline();
    final List<String> story = Collections.synchronizedList(new ArrayList<>());
    final List<DeployEvent> events = Collections.synchronizedList(new ArrayList<>());

    void run() {
        pipeline.run(events::add, Clock.systemUTC());
    }

    Outcome outcome(String step) {
        return finished(step).outcome();
    }

    String detail(String step) {
        return finished(step).detail();
    }

    DeployEvent.StepFinished finished(String step) {
        return events.stream()
                .filter(DeployEvent.StepFinished.class::isInstance)
                .map(DeployEvent.StepFinished.class::cast)
                .filter(event -> event.step().equals(step))
                .findFirst()
                .orElseThrow();
    }

    <T> Step<T> told(String name, T value) {
        return scope -> {
            story.add(name);
            return StepResult.done(value, name);
        };
    }

    static Step<String> step(Body body) {
        return scope -> {
            body.run();
            return StepResult.done("", "");
        };
    }

    Step<String> undoable(String name, Body body) {
        return new Step<>() {
            @Override
            public StepResult<String> run(StepScope scope) throws Exception {
                story.add(name);
                body.run();
                return StepResult.done("", "");
            }

            @Override
            public void undo(StepScope scope) {
                story.add("undo " + name);
            }
        };
    }

    static void waitToBeStopped() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new CancellationException("told to stop");
        }
    }

    static DeployFailure failure(String what) {
        return new DeployFailure(FailureKind.BUILD, what, "why", "next");
    }

    interface Body {
        void run() throws Exception;
    }
}
