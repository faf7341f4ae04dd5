package io.deploytodev.schedule;

import io.deploytodev.host.ShellQuoting;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the machine's timer starts each minute: a script that needs nothing of its environment and asks the program only when
 * something may be due; pure.
 *
 * @param config absolute
 * @param environment what it sets: HOME, PATH and the like
 */
public record Launcher(Program program, Path config, Path wake, Map<String, String> environment) {

    private static final String TEXT = """
            #!/bin/sh
            # Written by deploy-to-dev schedule install; the machine's timer starts it each minute, and it runs what is due.
            # deploy-to-dev schedule remove takes it away. With words it does something else, also in an empty environment:
            #   env -i %1$s check
            %2$s
            export %3$s
            config=%4$s
            wake=%5$s
            cd -- %6$s || exit 3
            if [ $# -eq 0 ]; then
              set -- tick
              # Mostly nothing is due, and to ask the clock costs less than to start Java. What was noted holds as long as the
              # configuration is as it was, the clock was not set back, and for six hours at most.
              if { read -r written next < "$wake"; } 2> /dev/null &&
                [ ! "$config" -nt "$wake" ] && [ ! .env -nt "$wake" ]; then
                now=$(date +%%s)
                if [ "$now" -ge "$written" ] && [ "$now" -lt "$next" ]; then exit 0; fi
              fi 2> /dev/null
            fi
            verb=$1
            shift
            exec %7$s schedule "$verb" --config "$config" "$@"
            """;

    public Launcher {
        environment = new LinkedHashMap<>(environment);
    }

    /**
     * What a program needs to be told where nobody has logged in.
     *
     * @param given that of the user who installs it
     * @param home the user's directory, by the machine's own list of users
     */
    public static Map<String, String> bareEnvironment(
            Map<String, String> given, Path home, String user, Program program) {
        Map<String, String> set = new LinkedHashMap<>();
        set.put("HOME", home.toString());
        set.put("USER", user);
        set.put("LOGNAME", user);
        set.put("PATH", given.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin"));
        set.put("JAVA_HOME", program.javaHome());
        // Without a locale, Java could not so much as name a file with an umlaut in its path.
        set.put("LC_ALL", "C.UTF-8");
        for (String name : new String[] {"XDG_STATE_HOME", "XDG_CACHE_HOME"}) {
            if (given.getOrDefault(name, "").startsWith("/")) {
                set.put(name, given.get(name));
            }
        }
        return set;
    }

    /**
     * The script.
     *
     * @param self where it is written
     */
    public String text(Path self) {
        return TEXT.formatted(
                ShellQuoting.quote(self.toString()),
                environment.entrySet().stream()
                        .map(each -> each.getKey() + "=" + ShellQuoting.quote(each.getValue()))
                        .collect(Collectors.joining("\n")),
                String.join(" ", environment.keySet()),
                ShellQuoting.quote(config.toString()),
                ShellQuoting.quote(wake.toString()),
                ShellQuoting.quote(config.resolveSibling("").toString()),
                ShellQuoting.quote(program.argv()));
    }
}
