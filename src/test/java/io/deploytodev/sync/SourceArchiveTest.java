package io.deploytodev.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandRunner;
import io.deploytodev.host.CutOffHost;
import io.deploytodev.host.LocalHost;
import io.deploytodev.host.OutputListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In which form a tree travels, and how the host sees that all of it arrived. */
class SourceArchiveTest {

    private static final int MEGABYTE = 1 << 20;
    private static final int LARGE = 4 * MEGABYTE;

    @TempDir
    private Path scratch;

    private Sync sync;
    private long now;

    @BeforeEach
    void open() throws IOException {
        sync = new Sync(scratch, new LocalHost(scratch));
    }

    @Test
    void what_is_small_travels_packed_and_at_once() throws IOException {
        Files.writeString(sync.source.resolve("a"), "a");

        assertThat(forms(1)).containsExactly("gzip");
    }

    @Test
    void a_slow_link_gets_all_of_it_packed() throws IOException {
        writeNoise();

        assertThat(forms(1_000)).containsExactly("part", "gzip");
    }

    @Test
    void a_quick_link_gets_as_it_is_what_follows_the_part_that_showed_it() throws IOException {
        writeNoise();

        assertThat(forms(1)).containsExactly("part", "plain");
    }

    @Test
    void a_tree_in_parts_arrives_as_it_is() throws Exception {
        writeNoise();

        sync.runExactly();

        assertThat(sync.run().isUnchanged()).isTrue();
    }

    @Test
    void an_archive_that_ends_too_early_between_two_of_its_entries_is_not_taken_for_whole() throws Exception {
        writeNoise();
        int header = 512;
        int end = 2 * header;
        Sync cut = new Sync(scratch, new CommandRunner() {
            @Override
            public <R> R run(Command<R> command, OutputListener listener) {
                LocalHost whole = new LocalHost(scratch);
                return isTransfer(command)
                        ? new CutOffHost(whole, bytesOf(command) - end - header).run(command, listener)
                        : whole.run(command, listener);
            }
        });

        assertThat(catchThrowableOfType(DeployFailure.class, cut::run)).isNotNull();
        sync.runExactly();
    }

    @Test
    void what_looks_as_it_was_sent_is_not_read_once_more() throws Exception {
        Files.writeString(sync.source.resolve("a file"), "a");
        Files.writeString(sync.source.resolve("b"), "b".repeat(MEGABYTE));
        program("sha256sum", "[ \"$1\" != -z ] || exit 1\nexec /usr/bin/sha256sum \"$@\"");

        new Sync(scratch, withOurPrograms()).runExactly();
    }

    @Test
    void a_file_that_somebody_touches_is_read_and_found_to_be_what_it_should_be() throws Exception {
        Files.writeString(sync.source.resolve("a"), "a");

        new Sync(scratch, afterTar("touch a")).runExactly();

        assertThat(sync.run().isUnchanged()).isTrue();
    }

    @Test
    void a_file_that_somebody_writes_to_as_soon_as_it_is_there_is_noticed() throws Exception {
        Files.writeString(sync.source.resolve("a"), "a");

        DeployFailure failure =
                catchThrowableOfType(DeployFailure.class, () -> new Sync(scratch, afterTar("printf b > a")).run());

        assertThat(failure.why()).contains("something on the host changed files while they were written");
        sync.runExactly();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rmdir empty", "rm link"})
    void a_directory_or_a_link_that_somebody_takes_away_as_soon_as_it_is_there_is_noticed(String harm)
            throws Exception {
        Files.createDirectories(sync.source.resolve("empty"));
        Files.createSymbolicLink(sync.source.resolve("link"), Path.of("empty"));

        assertThat(catchThrowableOfType(DeployFailure.class, () -> new Sync(scratch, afterTar(harm)).run()))
                .isNotNull();
        sync.runExactly();
    }

    /** More than shows how quick a link is, with an empty directory at its end. */
    private void writeNoise() throws IOException {
        Random random = new Random(3);
        byte[] noise = new byte[LARGE];
        for (int i = 0; i < 4; i++) {
            random.nextBytes(noise);
            Files.write(sync.source.resolve("noise" + i), noise);
        }
        Files.createSymbolicLink(sync.source.resolve("link"), Path.of("noise0"));
        Files.createDirectories(sync.source.resolve("zzz"));
    }

    /** The forms of the parts on a link that takes so many nanoseconds for a byte. */
    private List<String> forms(long nanos) throws IOException {
        SourceTree tree = new SourceTree(sync.source);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        OutputStream link = new OutputStream() {
            @Override
            public void write(int b) {
                now += nanos;
                sent.write(b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                now += nanos * length;
                sent.write(bytes, offset, length);
            }
        };
        List<TreeEntry> entries = List.copyOf(tree.scan().entries().values());
        new SourceArchive(sync.source, entries, Map.of(), done -> {}, () -> now)
                .inParts()
                .writeTo(link);
        String text = sent.toString(StandardCharsets.ISO_8859_1);
        List<String> forms = new ArrayList<>();
        int at = 0;
        String form;
        do {
            String[] line = text.substring(at, text.indexOf('\n', at)).split(" ", -1);
            form = line[0];
            forms.add(form);
            at = text.indexOf('\n', at) + 1 + (line.length > 1 ? Integer.parseInt(line[1]) : 0);
        } while (form.equals("part"));
        return forms;
    }

    private static boolean isTransfer(Command<?> command) {
        return command.argv().get(2).contains("tar ");
    }

    private static int bytesOf(Command<?> command) {
        try {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            command.stdin().writeTo(all);
            return all.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A host on which something happens in the tree whenever tar has come to its end. */
    private CommandRunner afterTar(String happens) throws IOException {
        program("tar", "/bin/tar \"$@\" || exit\n" + happens);
        return withOurPrograms();
    }

    private void program(String name, String script) throws IOException {
        Path bin = Files.createDirectories(scratch.resolve("bin"));
        Path program = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private CommandRunner withOurPrograms() {
        return new CommandRunner() {
            @Override
            public <R> R run(Command<R> command, OutputListener listener) {
                String path = "PATH=" + scratch.resolve("bin") + ":" + System.getenv("PATH");
                return new LocalHost(scratch).run(command.startedBy(List.of("env", path)), listener);
            }
        };
    }
}
