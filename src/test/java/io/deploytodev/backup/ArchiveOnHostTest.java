package io.deploytodev.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.deploytodev.backup.SaveCommands.Writing;
import io.deploytodev.host.Command;
import io.deploytodev.host.LocalHost;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts that need no engine, run here: what they make is read by {@code tar} and {@code sha256sum} themselves. */
class ArchiveOnHostTest {

    private static final String ID = "20261121T080000Z-7";

    @TempDir
    private Path temporary;

    private Path directory;
    private LocalHost host;
    private Writing writing;

    @BeforeEach
    void writing() {
        directory = temporary.resolve("backups/shop");
        host = new LocalHost(temporary);
        writing = new Writing(directory.toString(), ID, "shop", "none");
    }

    private Manifest written() {
        String packer = host.run(SaveCommands.begin(writing));
        Manifest manifest = Samples.manifest();
        long bytes = host.run(SaveCommands.finish(writing.packedBy(packer), manifest.json(), manifest.sums()));
        assertThat(file()).hasSize(bytes);
        return manifest;
    }

    private Path file() {
        return directory.resolve(ID + ".tar");
    }

    @Test
    void anArchiveIsATarFileThatOnlyItsOwnerReads() throws IOException {
        written();
        assertThat(host.run(Command.of(List.of("tar", "-tf", file().toString())))
                        .text()
                        .lines())
                .containsExactly("manifest.json", "SHA256SUMS");
        assertThat(host.run(Command.script(
                                "mkdir x && cd x && tar -xf \"$1\" && sha256sum --check SHA256SUMS",
                                List.of(file().toString())))
                        .text())
                .isEqualTo("manifest.json: OK\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        try (var files = Files.list(directory)) {
            assertThat(files.map(path -> String.valueOf(path.getFileName())))
                    .containsExactlyInAnyOrder(ID + ".tar", ID + ".json");
        }
    }

    @Test
    void whatItHoldsIsListedAlsoWithoutTheCopyBesideIt() throws IOException {
        Manifest manifest = written();
        assertThat(host.run(ArchiveCommands.list(directory.toString())))
                .containsExactly(new Archive(ID, Files.size(file()), Optional.empty(), Optional.of(manifest)));
        Files.delete(directory.resolve(ID + ".json"));
        Files.write(directory.resolve("20261122T080000Z-8.tar"), new byte[] {1});
        Files.writeString(
                directory.resolve("20261122T080000Z-8.json"),
                manifest.json().replace("\"schema\" : 1", "\"schema\" : 2"));
        assertThat(host.run(ArchiveCommands.list(directory.toString())))
                .as("the archive of a later version can be seen, too")
                .extracting(Archive::id, archive -> archive.manifest().isPresent())
                .containsExactly(tuple("20261122T080000Z-8", false), tuple(ID, true));
        assertThat(host.run(ArchiveCommands.list(temporary + "/none"))).isEmpty();
    }

    @Test
    void whatSomebodyElsePutThereIsNoArchive() throws IOException {
        written();
        for (String foreign : List.of("before-upgrade", "my copy", "20261121T080000Z-7 (1)", "20261121T080000Z")) {
            Files.copy(file(), directory.resolve(foreign + ".tar"));
        }
        assertThat(host.run(ArchiveCommands.list(directory.toString())))
                .extracting(Archive::id)
                .containsExactly(ID);
        assertThat(new LocalArchives(directory).list()).extracting(Archive::id).containsExactly(ID);
    }

    @Test
    void oneByteThatIsAnotherIsFound() throws IOException {
        written();
        Member manifest = Samples.member("manifest.json", Member.Kind.VOLUME, "m", "m", "s");
        String sum = host.run(Command.script(
                        "tar -xOf \"$1\" manifest.json | sha256sum | cut -c1-64", List.of(file().toString())))
                .text()
                .strip();
        Member whole =
                new Member(manifest.file(), manifest.kind(), "m", "m", List.of(), "stop", 1, 1, sum, "-", Map.of());
        assertThat(host.run(ArchiveCommands.verify(file().toString(), List.of(whole))))
                .containsExactly("verified manifest.json");
        try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
            bytes.seek(600);
            bytes.write('#');
        }
        assertThat(host.run(ArchiveCommands.verify(file().toString(), List.of(whole))))
                .containsExactly("manifest.json is damaged");
    }

    @Test
    void whatIsCutOffOrNoArchiveHasNoContent() throws IOException {
        written();
        assertThat(host.run(ArchiveCommands.content(file().toString()))
                        .orElseThrow()
                        .get(1))
                .isEqualTo(Samples.manifest().json());
        try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
            bytes.setLength(700);
        }
        assertThat(host.run(ArchiveCommands.content(file().toString()))).isEmpty();
        assertThat(host.run(ArchiveCommands.content(temporary + "/none"))).isEmpty();
    }

    @Test
    void whatOthersLeftHalfWrittenGoesWhenTheNextOneBegins() throws IOException {
        Files.createDirectories(directory.resolve(".old-1.tmp"));
        Files.writeString(directory.resolve(".old-1.part"), "half");
        Files.writeString(directory.resolve("other.txt"), "somebody's");
        host.run(SaveCommands.begin(writing));
        assertThat(directory.resolve(".old-1.tmp")).doesNotExist();
        assertThat(directory.resolve(".old-1.part")).doesNotExist();
        assertThat(directory.resolve("other.txt")).exists();
        assertThat(directory.resolve("." + ID + ".part")).isEmptyFile();
        host.run(SaveCommands.discard(writing));
        assertThat(directory.resolve("." + ID + ".part")).doesNotExist();
        assertThat(host.run(ArchiveCommands.list(directory.toString()))).isEmpty();
    }

    @Test
    void archivesAreRemovedByTheirIds() {
        written();
        host.run(ArchiveCommands.remove(directory.toString(), List.of(ID)));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aFileComesHereWholeAndOnlyForItsOwner() throws IOException {
        byte[] content = new byte[9_000_000];
        new Random(1).nextBytes(content);
        Path there = temporary.resolve("there");
        Files.write(there, content);
        Path to = temporary.resolve("here/deep/x.tar");
        List<Long> progress = new ArrayList<>();
        new Transfer(host, progress::add).fetch(there.toString(), content.length, to);
        assertThat(to).hasBinaryContent(content);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(to)))
                .isEqualTo("rw-------");
        assertThat(progress).containsExactly((long) (8 << 20), (long) content.length);

        Path back = temporary.resolve("back");
        new Transfer(host, bytes -> {}).send(to, back.toString());
        assertThat(back).hasBinaryContent(content);
    }

    @Test
    void aFileThatIsShorterThanItWasSaidToBeLeavesNothingHere() throws IOException {
        Path there = temporary.resolve("there");
        Files.write(there, new byte[10]);
        Path to = temporary.resolve("here/x.tar");
        assertThatThrownBy(() -> new Transfer(host, bytes -> {}).fetch(there.toString(), 11, to))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("10 of 11 bytes");
        assertThat(to.resolveSibling("")).isEmptyDirectory();
    }

    @Test
    void aPieceThatIsSentTwiceIsThereOnce() throws IOException {
        String file = temporary.resolve("sent").toString();
        host.run(ArchiveCommands.write(file, 0, new byte[] {1, 2}));
        host.run(ArchiveCommands.write(file, 2, new byte[] {3}));
        host.run(ArchiveCommands.write(file, 2, new byte[] {3}));
        assertThat(Path.of(file)).hasBinaryContent(new byte[] {1, 2, 3});
    }

    @Test
    void archivesHereAreListedAndDescribed() throws IOException {
        LocalArchives local = new LocalArchives(temporary.resolve("mine"));
        assertThat(local.list()).isEmpty();
        assertThat(local.free()).isPositive();
        Files.createDirectories(temporary.resolve("mine"));
        Files.write(local.file(ID), new byte[] {1, 2});
        Files.write(temporary.resolve("mine/.x.tar.part"), new byte[] {1});
        local.describe(Samples.manifest());
        assertThat(local.list())
                .containsExactly(new Archive(ID, 2, Optional.of(local.file(ID)), Optional.of(Samples.manifest())));
        local.remove(ID);
        assertThat(local.list()).isEmpty();
    }
}
