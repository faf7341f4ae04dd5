package io.deploytodev.sync;

import static io.deploytodev.sync.Trees.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.LocalHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that do not keep still while they are sent. */
@Timeout(30)
class RestlessFileTest {

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

    /** What may happen to a file while it is sent. */
    enum Unrest {
        GROWS {
            @Override
            void happenTo(Path file) throws IOException {
                Files.writeString(file, "more", StandardOpenOption.APPEND);
            }
        },
        SHRINKS {
            @Override
            void happenTo(Path file) throws IOException {
                Files.writeString(file, "less");
            }
        },
        CHANGES {
            @Override
            void happenTo(Path file) throws IOException {
                Files.writeString(file, "y".repeat(LONG));
            }
        },
        VANISHES {
            @Override
            void happenTo(Path file) throws IOException {
                Files.delete(file);
            }
        },
        BECOMES_A_LINK {
            @Override
            void happenTo(Path file) throws IOException {
                Files.delete(file);
                Files.createSymbolicLink(file, Path.of("/etc/hostname"));
            }
        },
        BECOMES_A_DIRECTORY {
            @Override
            void happenTo(Path file) throws IOException {
                Files.delete(file);
                Files.createDirectory(file);
                Files.writeString(file.resolve("inside"), "");
            }
        };

        abstract void happenTo(Path file) throws IOException;

        void happen(Path file) {
            try {
                happenTo(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Unrest.class)
    void a_file_that_is_restless_while_it_is_sent_is_named_and_the_next_sync_is_exact(Unrest unrest) throws Exception {
        write(sync.source, "before", "x".repeat(LONG));
        write(sync.source, "restless", "x".repeat(LONG));
        AtomicBoolean happened = new AtomicBoolean();

        DeployFailure failure = catchThrowableOfType(
                DeployFailure.class,
                () -> sync.run((done, total) -> {
                    if (happened.compareAndSet(false, true)) {
                        unrest.happen(sync.source.resolve("restless"));
                    }
                }));

        assertThat(failure).isNotNull();
        assertThat(failure.kind()).isEqualTo(FailureKind.SYNC);
        assertThat(failure.what()).contains("restless").contains("changed");
        assertThat(failure.why() + failure.next()).doesNotContain("Exception").doesNotContain("null");
        sync.runExactly();
        assertThat(sync.runExactly().isUnchanged()).isTrue();
    }
}
