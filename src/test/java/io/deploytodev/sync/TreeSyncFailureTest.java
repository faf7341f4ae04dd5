package io.deploytodev.sync;

import static io.deploytodev.host.Eventually.eventually;
import static io.deploytodev.sync.Trees.remove;
import static io.deploytodev.sync.Trees.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandRunner;
import io.deploytodev.host.CutOffHost;
import io.deploytodev.host.LocalHost;
import io.deploytodev.host.OutputListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sync that cannot succeed says so, and the next one is exact again. */
@Timeout(30)
class TreeSyncFailureTest {

    private static final int LONG = 300_000;

    @TempDir
    Path scratch;

    private Sync sync;

    @BeforeEach
    void open() throws IOException {
        sync = new Sync(scratch, new LocalHost(scratch));
    }

    @AfterEach
    void removeLinksOutOfTheScratchDirectory() throws IOException {
        Trees.run(scratch, "find", ".", "-type", "l", "-delete");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 100, 400, 700})
    void a_transfer_that_is_cut_off_anywhere_removes_nothing_it_should_not_and_the_next_is_exact(int bytes)
            throws Exception {
        Trees.init(sync.source);
        write(sync.source, ".gitignore", "data\n");
        write(sync.source, "stays", "before");
        write(sync.source, "data is gone", "");
        write(sync.source, "goes/too", "");
        sync.runExactly();
        write(sync.host, "data", "of the host, and its name is how that of a removed file begins");
        write(sync.source, "stays", "after!");
        write(sync.source, "new", "n".repeat(100_000));
        remove(sync.source, "data is gone");
        remove(sync.source, "goes");
        Sync cut = new Sync(scratch, cuttingOff(bytes));

        DeployFailure failure = catchThrowableOfType(DeployFailure.class, cut::run);

        assertThat(failure).isNotNull();
        assertThat(failure.kind()).isEqualTo(FailureKind.SYNC);
        assertThat(Trees.exists(sync.host, "data")).isTrue();
        sync.run();
        assertThat(Trees.read(sync.host, "data")).startsWith("of the host");
        remove(sync.host, "data");
        sync.runExactly();
    }

    @Test
    void an_interrupt_ends_the_sync_and_the_next_is_exact() throws Exception {
        write(sync.source, "a", "x".repeat(LONG));
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        CompletableFuture<Void> sending = new CompletableFuture<>();
        CompletableFuture<Void> interrupted = new CompletableFuture<>();
        Thread caller = new Thread(() -> outcome.complete(catchThrowable(() -> sync.run((done, total) -> {
            sending.complete(null);
            interrupted.join();
        }))));
        caller.start();
        sending.get(10, TimeUnit.SECONDS);

        caller.interrupt();
        interrupted.complete(null);

        assertThat(outcome.get(10, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
        sync.runExactly();
    }

    @Test
    void somebody_who_writes_to_the_tree_on_the_host_during_a_sync_is_noticed_by_that_sync_or_the_next()
            throws Exception {
        write(sync.source, "a", "a");
        write(sync.source, "b", "b");
        sync.runExactly();
        write(sync.source, "b", "c");
        Sync disturbed = new Sync(scratch, new CommandRunner() {
            @Override
            public <R> R run(Command<R> command, OutputListener listener) {
                R answer = new LocalHost(scratch).run(command, listener);
                if (answer instanceof HostTree) {
                    // Between the question and the transfer; same size as before.
                    unchecked(() -> write(sync.host, "a", "z"));
                }
                return answer;
            }
        });
        disturbed.run();

        assertThat(sync.runExactly().uploaded()).isEqualTo(1);
    }

    @Test
    void somebody_who_removes_what_a_sync_left_alone_is_noticed_by_the_next() throws Exception {
        write(sync.source, "a", "a");
        write(sync.source, "b", "b");
        sync.runExactly();
        write(sync.source, "b", "c");
        Sync disturbed = new Sync(scratch, new CommandRunner() {
            @Override
            public <R> R run(Command<R> command, OutputListener listener) {
                R answer = new LocalHost(scratch).run(command, listener);
                if (answer instanceof HostTree) {
                    unchecked(() -> Trees.remove(sync.host, "a"));
                }
                return answer;
            }
        });
        disturbed.run();

        assertThat(sync.runExactly().uploaded()).isEqualTo(1);
    }

    @Test
    void a_sync_by_somebody_who_knows_nothing_of_it_makes_the_host_s_word_worthless() throws Exception {
        write(sync.source, "a", "a");
        sync.runExactly();
        Path said = sync.state.resolve("tree.exact");
        String word = Files.readString(said);
        write(sync.source, "a", "b");
        sync.runExactly();
        Files.writeString(said, word);
        write(sync.source, "a", "a");

        assertThat(sync.runExactly().uploaded()).isEqualTo(1);
    }

    @Test
    void something_excluded_in_the_way_of_a_file_is_a_failure_that_says_where() throws Exception {
        write(sync.source, "thing", "");
        write(sync.host, "thing/.env", "of the host");

        DeployFailure failure = catchThrowableOfType(DeployFailure.class, sync::run);

        assertThat(failure.kind()).isEqualTo(FailureKind.SYNC);
        assertThat(failure.what()).contains(sync.host.toString());
        assertThat(failure.why()).contains("thing");
        assertThat(Trees.read(sync.host, "thing/.env")).isEqualTo("of the host");
    }

    @Test
    void a_file_where_the_tree_should_be_is_a_failure_in_the_words_of_the_host() throws Exception {
        write(sync.source, "a", "");
        Files.createDirectories(sync.host.getParent());
        Files.writeString(sync.host, "in the way");

        DeployFailure failure = catchThrowableOfType(DeployFailure.class, sync::run);

        assertThat(failure.kind()).isEqualTo(FailureKind.SYNC);
        assertThat(failure.why()).contains("File exists");
    }

    @Test
    void a_shell_that_prints_a_greeting_is_found_out() throws Exception {
        write(sync.source, "a", "");
        Sync chatty = new Sync(scratch, new CommandRunner() {
            @Override
            public <R> R run(Command<R> command, OutputListener listener) {
                List<String> argv = new java.util.ArrayList<>(command.argv());
                argv.set(2, "echo Welcome\n" + argv.get(2));
                return new LocalHost(scratch)
                        .run(
                                new Command<>(
                                        argv,
                                        command.stdin(),
                                        command.acceptedExitCodes(),
                                        command.deadline(),
                                        command.parser(),
                                        command.whenCut()),
                                listener);
            }
        });

        DeployFailure failure = catchThrowableOfType(DeployFailure.class, chatty::run);

        assertThat(failure.kind()).isEqualTo(FailureKind.SYNC);
        assertThat(failure.why()).contains(".bashrc");
    }

    @Test
    void files_that_come_and_go_on_the_host_while_it_is_listed_do_no_harm() throws Exception {
        Trees.init(sync.source);
        write(sync.source, ".gitignore", "tmp/\n");
        write(sync.source, "a", "");
        sync.run();
        Files.createDirectories(sync.host.resolve("tmp"));
        AtomicBoolean go = new AtomicBoolean(true);
        Thread restless = new Thread(() -> {
            for (int i = 0; go.get(); i++) {
                Path file = sync.host.resolve("tmp/" + i % 50);
                unchecked(() -> {
                    if (!Files.deleteIfExists(file)) {
                        Files.createFile(file);
                    }
                });
            }
        });
        restless.start();
        try {
            for (int i = 0; i < 3; i++) {
                assertThat(sync.run().isUnchanged()).isTrue();
            }
        } finally {
            go.set(false);
            restless.join();
        }
        eventually(() -> assertThat(restless.isAlive()).isFalse());
    }

    /** A host whose link breaks after so many bytes of the transfer. */
    private CommandRunner cuttingOff(int bytes) {
        return new CommandRunner() {
            @Override
            public <R> R run(Command<R> command, OutputListener listener) {
                boolean transfer = command.argv().get(2).contains("tar ");
                LocalHost whole = new LocalHost(scratch);
                return transfer ? new CutOffHost(whole, bytes).run(command, listener) : whole.run(command, listener);
            }
        };
    }

    private static void unchecked(Io io) {
        try {
            io.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Io {
        void run() throws IOException;
    }
}
