package io.deploytodev.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.it.SampleProject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * A source tree of many files, ten to a directory, each as large as the others: half of them text that compresses like source
 * code, half that does not compress at all. Its content comes from a seed, and is the same each time.
 */
final class BigTree {

    private static final int FILES_IN_DIRECTORY = 10;
    private static final int DIRECTORIES_IN_PART = 50;
    private static final int WORDS = 4_000;
    private static final int LONGEST_WORD = 12;
    private static final int WORDS_IN_LINE = 9;
    private static final long SEED = 7;

    /** Every so many-th file is another one on the other branch. */
    private static final int SWITCHED = 10;

    private final Path root;
    private final int files;
    private final int size;
    private final String[] words;

    private BigTree(Path root, int files, int size) {
        this.root = root;
        this.files = files;
        this.size = size;
        this.words = words();
    }

    /** Makes it of so many files of so many bytes. */
    static BigTree of(Path root, int files, int size) throws IOException {
        BigTree tree = new BigTree(root, files, size);
        for (int file = 0; file < files; file++) {
            tree.write(file, 0);
        }
        return tree;
    }

    Path root() {
        return root;
    }

    /** Writes one text file anew, with other content of the same length. */
    void changeOne(int version) throws IOException {
        write(files / 2, version);
    }

    /**
     * Makes it another branch: of every ten files one has other content, but of a hundred one has gone, and another has
     * come. Branch 0 is the tree as it was made.
     */
    void switchTo(int branch) throws IOException {
        for (int file = 0; file < files; file += SWITCHED) {
            if (file % (SWITCHED * SWITCHED) != 0) {
                write(file + file / SWITCHED % SWITCHED, branch);
            } else if (branch % 2 == 0) {
                Files.deleteIfExists(path("came", file));
                write(file, branch);
            } else {
                Files.deleteIfExists(path("file", file));
                Files.write(path("came", file), content(file, branch));
            }
        }
    }

    /** Makes it a repository, and commits all. */
    void commit() throws IOException, InterruptedException {
        for (String command : new String[] {
            "git init -q",
            "git config core.compression 0",
            "git add -A",
            "git -c user.name=x -c user.email=x commit -qm x"
        }) {
            Process git = new ProcessBuilder(command.split(" ", -1))
                    .directory(root.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(git.waitFor()).as(output).isZero();
        }
    }

    static void delete(Path directory) throws IOException {
        SampleProject.delete(directory);
    }

    private void write(int file, int version) throws IOException {
        Path path = path("file", file);
        if (file % FILES_IN_DIRECTORY == 0) {
            Files.createDirectories(path.getParent());
        }
        Files.write(path, content(file, version));
    }

    private Path path(String name, int file) {
        int directory = file / FILES_IN_DIRECTORY;
        return root.resolve(String.format(
                "part-%03d/directory-%05d/%s-%06d.%s",
                directory / DIRECTORIES_IN_PART, directory, name, file, isText(file) ? "txt" : "bin"));
    }

    private static boolean isText(int file) {
        return file % 2 == 0;
    }

    private byte[] content(int file, int version) {
        Random random = new Random(SEED + file + (long) version * files);
        byte[] bytes = new byte[size];
        if (isText(file)) {
            fill(bytes, random);
        } else {
            random.nextBytes(bytes);
        }
        return bytes;
    }

    private void fill(byte[] bytes, Random random) {
        StringBuilder text = new StringBuilder(size + LONGEST_WORD);
        while (text.length() < size) {
            text.append("    ");
            for (int word = random.nextInt(WORDS_IN_LINE); word >= 0; word--) {
                // The few that are frequent make most of a text.
                text.append(words[(int) (WORDS * Math.pow(random.nextDouble(), 9))])
                        .append(' ');
            }
            text.append('\n');
        }
        byte[] all = text.toString().getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(all, 0, bytes, 0, size);
    }

    private static String[] words() {
        Random random = new Random(SEED);
        String[] words = new String[WORDS];
        for (int word = 0; word < WORDS; word++) {
            StringBuilder letters = new StringBuilder();
            for (int length = 2 + random.nextInt(LONGEST_WORD - 2); length > 0; length--) {
                letters.append((char) ('a' + random.nextInt('z' - 'a' + 1)));
            }
            words[word] = letters.toString();
        }
        return words;
    }
}
