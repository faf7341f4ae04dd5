package io.deploytodev.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class DeltaTest {

    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);

    @Test
    void equal_trees_need_nothing() {
        assertThat(delta(wanted(file("x", A), link("l", "x")), host("f 644 x " + A, "l 777 l x")))
                .isEqualTo("");
    }

    @Test
    void what_is_missing_is_sent() {
        assertThat(delta(wanted(file("b", A), file("a/x", A)), host())).isEqualTo("send a/x b");
    }

    @Test
    void other_content_or_another_mode_is_sent() {
        assertThat(delta(wanted(file("x", A), file("y", A)), host("f 644 x " + B, "f 755 y " + A)))
                .isEqualTo("send x y");
    }

    @Test
    void content_that_nobody_knows_is_sent() {
        assertThat(delta(wanted(file("x", A)), host("f 644 x ?"))).isEqualTo("send x");
    }

    @Test
    void another_target_is_sent() {
        assertThat(delta(wanted(link("l", "new")), host("l 777 l old"))).isEqualTo("send l");
    }

    @Test
    void what_is_gone_is_removed_and_then_the_directories_that_held_it_from_the_inside_out() {
        assertThat(delta(wanted(), host("d 755 a -", "d 755 a/b -", "f 644 a/b/x " + A)))
                .isEqualTo("remove a/b/x; empty a/b a");
    }

    @Test
    void a_directory_that_still_holds_something_is_left_alone() {
        assertThat(delta(wanted(file("a/keep", A)), host("d 755 a -", "f 644 a/keep " + A, "f 644 a/x " + A)))
                .isEqualTo("remove a/x");
    }

    @Test
    void a_directory_that_never_held_anything_of_ours_is_left_alone() {
        assertThat(delta(wanted(), host("d 755 empty -"))).isEqualTo("");
    }

    @Test
    void what_the_host_keeps_for_itself_is_left_alone() {
        assertThat(Delta.between(
                                wanted(),
                                host("f 644 data ?"),
                                path -> path.bytes().equals("data"),
                                Set.of())
                        .isEmpty())
                .isTrue();
    }

    @Test
    void a_link_where_a_directory_must_be_goes_first_even_if_the_host_wants_to_keep_it() {
        Delta delta = Delta.between(wanted(file("dir/x", A)), host("l 777 dir /etc"), path -> true, Set.of());

        assertThat(text(delta)).isEqualTo("remove dir; send dir/x");
    }

    @Test
    void a_directory_where_a_file_must_be_is_emptied_first_with_the_empty_ones_inside() {
        assertThat(delta(wanted(file("a", A)), host("d 755 a -", "d 755 a/b -", "d 755 a/empty -", "f 644 a/b/x " + A)))
                .isEqualTo("remove a/b/x; empty a/empty a/b a; send a");
    }

    @Test
    void a_socket_or_pipe_in_the_tree_goes() {
        assertThat(delta(wanted(), host("p 644 pipe -"))).isEqualTo("remove pipe");
    }

    private static String delta(Manifest wanted, HostTree host) {
        return text(Delta.between(wanted, host, path -> false, Set.of()));
    }

    private static String text(Delta delta) {
        List<String> parts = new ArrayList<>();
        add(parts, "remove", delta.remove());
        add(parts, "empty", delta.removeDirectories());
        add(parts, "send", delta.upload().stream().map(TreeEntry::path).toList());
        return String.join("; ", parts);
    }

    private static void add(List<String> parts, String what, List<TreePath> paths) {
        if (!paths.isEmpty()) {
            parts.add(what + " "
                    + String.join(" ", paths.stream().map(TreePath::bytes).toList()));
        }
    }

    private static Manifest wanted(TreeEntry... entries) {
        return new Manifest(Arrays.asList(entries));
    }

    private static TreeEntry file(String path, String hash) {
        return new TreeEntry(TreePath.of(path), TreeEntry.Type.FILE, 0644, 1, hash);
    }

    private static TreeEntry link(String path, String target) {
        return new TreeEntry(TreePath.of(path), TreeEntry.Type.SYMLINK, TreeEntry.LINK_MODE, 0, target);
    }

    /** Lines of type, mode, path, and the content as a hash or a target, with ? for one that is not known. */
    private static HostTree host(String... lines) {
        List<TreeEntry> known = new ArrayList<>();
        StringBuilder listing = new StringBuilder();
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            String target = words[0].equals("l") ? words[3] : "";
            listing.append(words[0])
                    .append(' ')
                    .append(words[1])
                    .append(" 1 then then 7\0")
                    .append(target)
                    .append('\0');
            listing.append(words[2]).append('\0');
            if (words[3].length() == 64) {
                known.add(file(words[2], words[3]));
            }
        }
        String manifest = new String(new Manifest(known).toBytes(), StandardCharsets.ISO_8859_1);
        return HostTree.parse(
                answer(manifest, listing.toString(), listing.toString(), "", listing.toString()), BroughtTrees.NONE);
    }

    private static byte[] answer(String manifest, String after, String before, String sent, String now) {
        String lengths = manifest.length() + " " + after.length() + " " + before.length() + " " + sent.length() + "\n";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write((lengths + manifest + after + before + sent + now).getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
