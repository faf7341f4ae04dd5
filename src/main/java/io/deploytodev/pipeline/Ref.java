package io.deploytodev.pipeline;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A step in a pipeline, and what it will leave behind. */
public final class Ref<T> {

    private final String name;
    private final Step<T> step;
    private final List<Ref<?>> needs;
    private volatile @Nullable T value;

    Ref(String name, Step<T> step, List<Ref<?>> needs) {
        this.name = name;
        this.step = step;
        this.needs = List.copyOf(needs);
    }

    public String name() {
        return name;
    }

    /**
     * What the step left behind.
     *
     * @throws IllegalStateException when the step has not run: the caller forgot to need it
     */
    public T get() {
        T present = value;
        if (present == null) {
            throw new IllegalStateException("the step " + name + " is used before it has run");
        }
        return present;
    }

    /** What the step left behind, if it has run. */
    public Optional<T> ifPresent() {
        return Optional.ofNullable(value);
    }

    Step<T> step() {
        return step;
    }

    List<Ref<?>> needs() {
        return needs;
    }

    void complete(T result) {
        value = result;
    }
}
