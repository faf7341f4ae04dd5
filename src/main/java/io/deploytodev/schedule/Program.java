package io.deploytodev.schedule;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How this program is started where nothing of the user's environment is.
 *
 * @param argv absolute: a launcher that is installed, or Java and a jar
 * @param javaHome for a launcher, which else looks for Java in the PATH
 */
public record Program(List<String> argv, String javaHome) {

    public Program {
        argv = List.copyOf(argv);
    }

    /**
     * The program that runs now.
     *
     * @param launcher the one that started it, if it is one that stays where it is when the program is upgraded
     * @param code the jar, or the directory of classes
     * @param main the class to start, where it is no jar
     * @param classPath of this process, where it is no jar
     */
    public static Program running(
            Optional<String> launcher, Path code, String main, String classPath, String javaHome) {
        if (launcher.isPresent()) {
            return new Program(List.of(launcher.get()), javaHome);
        }
        String java = Path.of(javaHome, "bin", "java").toString();
        return new Program(
                code.toString().endsWith(".jar")
                        ? List.of(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", code.toString())
                        : List.of(java, "-cp", classPath, main),
                javaHome);
    }
}
