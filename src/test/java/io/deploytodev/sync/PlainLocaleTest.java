package io.deploytodev.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.host.LocalHost;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A nightly job often has no locale at all, and Java then takes file names for ASCII. */
@Timeout(30)
class PlainLocaleTest {

    @TempDir
    Path scratch;

    @Test
    void names_travel_as_they_are_when_java_knows_no_locale() throws Exception {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Path arguments = Files.writeString(
                scratch.resolve("arguments"), "-cp \"" + classPath + "\"\n" + Night.class.getName() + "\n");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "@" + arguments,
                        Files.createDirectory(scratch.resolve("night")).toString())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        builder.environment().put("LC_ALL", "C");
        Process java = builder.start();
        java.getOutputStream().close();
        String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(java.waitFor()).as(output).isZero();
    }

    /** What runs there. */
    static final class Night {

        private Night() {}

        public static void main(String[] arguments) throws IOException {
            Path scratch = new File(arguments[0]).toPath();
            Sync sync = new Sync(scratch, new LocalHost(scratch));
            Trees.init(sync.source);
            TreePath clone = Trees.path("clon\u00e9");
            Trees.write(sync.source, "\u00fcn\u00efcode/\u6f22\u5b57", "content");
            Trees.write(sync.source, new TreePath("\u00ff\u00fe"), "not even text");
            Trees.write(sync.source, Trees.path("a").under(clone), "");
            Path wayIn = Files.createSymbolicLink(scratch.resolve("way in"), clone.in(sync.source));
            Trees.init(wayIn);

            sync.runExactly();
            Trees.remove(sync.source, new TreePath("\u00ff\u00fe"));
            sync.runExactly();
            assertThat(sync.runExactly().isUnchanged()).isTrue();
        }
    }
}
