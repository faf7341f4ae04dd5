package io.deploytodev.cli;

import io.deploytodev.console.Console;
import io.deploytodev.console.Consoles;
import io.deploytodev.event.EventSink;
import io.deploytodev.failure.DeployFailure;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;

/** A verb whose steps are seen while they run: what it does, it tells as events. */
abstract class SteppedVerb implements Callable<Integer>, FailureReporter.Reporting, LastWords.Speaker {

    @Mixin
    private OutputOptions output = new OutputOptions();

    private final Map<String, String> environment;
    private final PrintStream out;
    private LastWords lastWords = new LastWords();
    private boolean begun;

    SteppedVerb(Map<String, String> environment, PrintStream out) {
        this.environment = Map.copyOf(environment);
        this.out = out;
    }

    /**
     * Checks what can be checked, and asks what must be asked, before anything is shown.
     *
     * @param home the user's home directory
     * @return what is left to be done once there is somebody to tell
     * @throws DeployFailure when the wish cannot be fulfilled
     */
    abstract Consumer<EventSink> prepare(Map<String, String> environment, Path home);

    /** The lines of an answer, where the user asks for no more than that: then nothing is changed, and no steps are seen. */
    Optional<List<String>> answer(Map<String, String> environment, Path home) {
        return Optional.empty();
    }

    @Override
    public final Integer call() {
        Consoles.Wish wish = output.wish();
        Path home = Path.of(System.getProperty("user.home"));
        Optional<List<String>> answer = answer(environment, home);
        if (answer.isPresent()) {
            answer.get().forEach(out::println);
            out.flush();
            return 0;
        }
        Consumer<EventSink> work = prepare(environment, home);
        Consoles.Kind kind = Consoles.choose(wish, Consoles.isTerminal(), environment);
        try (Console console = Consoles.open(kind, out, environment)) {
            begun = true;
            Departure departure = new Departure(console, Clock.systemUTC());
            lastWords.are(() -> {
                String left = departure.leave();
                return output.isJson() ? "" : left;
            });
            work.accept(departure);
        }
        return 0;
    }

    @Override
    public final void leavesWith(LastWords words) {
        lastWords = words;
    }

    @Override
    public final boolean isDebug() {
        return output.isDebug();
    }

    @Override
    public final boolean isJson() {
        return output.isJson();
    }

    @Override
    public final boolean hasToldItself() {
        return begun;
    }
}
