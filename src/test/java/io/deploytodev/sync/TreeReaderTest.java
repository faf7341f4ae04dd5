package io.deploytodev.sync;

import static io.deploytodev.sync.Trees.path;
import static io.deploytodev.sync.Trees.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.host.Command;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.CommandRunner;
import io.deploytodev.host.LocalHost;
import io.deploytodev.host.OutputListener;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class TreeReaderTest {

    private static final long LARGE = 9L << 20;

    @TempDir
    Path root;

    private final List<Long> told = new ArrayList<>();

    @Test
    void a_large_file_has_the_same_digest_whoever_makes_it() throws Exception {
        sparse("large");
        sparse("large with an odd name \n");

        List<TreeEntry> byProgram = read(new LocalHost(root), "large", "large with an odd name \n");
        List<TreeEntry> byOurselves = read(new Nobody(), "large", "large with an odd name \n");

        assertThat(byProgram).isEqualTo(byOurselves).hasSize(2);
        assertThat(byProgram.get(0).content()).isEqualTo(byProgram.get(1).content());
        assertThat(byProgram.get(0).size()).isEqualTo(LARGE);
    }

    @Test
    void what_is_read_is_told_and_never_more_than_all() throws Exception {
        sparse("large");
        write(root, "small", "small");

        read(new Nobody(), "large", "small");

        assertThat(told).isNotEmpty().isSorted().allMatch(bytes -> bytes <= LARGE + "small".length());
    }

    @Test
    void setuid_and_the_like_do_not_travel() throws Exception {
        write(root, "tool", "");
        Trees.run(root, "chmod", "6755", "tool");

        assertThat(read(new Nobody(), "tool").get(0).mode()).isEqualTo(0755);
    }

    @Test
    void the_program_is_told_where_its_options_end() {
        assertThat(TreeReader.digest(path("-c")).argv()).containsExactly("sha256sum", "--", "-c");
    }

    private List<TreeEntry> read(CommandRunner machine, String... names) {
        List<TreePath> paths = List.of(names).stream().map(Trees::path).toList();
        return new TreeReader(root, (done, total) -> told.add(done), machine).read(paths);
    }

    private void sparse(String name) throws Exception {
        Files.createFile(path(name).in(root));
        try (RandomAccessFile file = new RandomAccessFile(path(name).in(root).toFile(), "rw")) {
            file.setLength(LARGE);
        }
    }

    /** A machine without any program. */
    private record Nobody() implements CommandRunner {
        @Override
        public <R> R run(Command<R> command, OutputListener listener) {
            throw new CommandFailed(command, "cannot be run");
        }
    }
}
