package io.deploytodev.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.host.Command;
import io.deploytodev.host.CommandRunner;
import io.deploytodev.host.OutputListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A workstation's tree, a host's tree, and the way between them. */
final class Sync {

    final Path source;
    final Path host;
    final Path state;
    /** What the workstation keeps of the trees that it brought. */
    final Path memory;

    private final Counting runner;

    Sync(Path scratch, CommandRunner runner) throws IOException {
        this.source = Files.createDirectories(scratch.resolve("workstation"));
        this.host = scratch.resolve("home of 'deploy'/source");
        this.state = scratch.resolve("home of 'deploy'/state");
        this.memory = scratch.resolve("memory");
        this.runner = new Counting(runner);
    }

    TreeSync.Report run() {
        return run((done, total) -> {});
    }

    TreeSync.Report run(TreeSync.Progress progress) {
        runner.count.set(0);
        SourceTree tree = new SourceTree(source, List.of(), Set.of(), Optional.of(memory));
        return new TreeSync(runner, host.toString(), state.toString()).run(tree, progress);
    }

    /** Syncs, and holds that both sides are the same then. */
    TreeSync.Report runExactly() throws IOException {
        TreeSync.Report report = run();
        assertThat(Trees.snapshot(host)).isEqualTo(Trees.snapshot(source));
        return report;
    }

    /** What the host says that it was brought. */
    String asItIs() {
        return new TreeSync(runner, host.toString(), state.toString()).asItIs().digest();
    }

    int commands() {
        return runner.count.get();
    }

    private record Counting(CommandRunner runner, AtomicInteger count) implements CommandRunner {

        Counting(CommandRunner runner) {
            this(runner, new AtomicInteger());
        }

        @Override
        public <R> R run(Command<R> command, OutputListener listener) {
            count.incrementAndGet();
            return runner.run(command, listener);
        }
    }
}
