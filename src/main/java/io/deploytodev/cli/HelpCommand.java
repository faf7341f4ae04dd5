package io.deploytodev.cli;

import io.deploytodev.config.NearestName;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code help}: what the program can do, or one of its verbs; the man pages are made of the same. */
@Command(
        name = "help",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Says what the program can do; with a verb, how that is used.",
            "With exit-codes, what the code means that it ended with."
        },
        footer = {
            "",
            "Examples:",
            "  deploy-to-dev help deploy",
            "  deploy-to-dev help exit-codes",
            "  deploy-to-dev help --man deploy | man -l -    as a man page"
        })
final class HelpCommand implements Callable<Integer>, FailureReporter.Reporting {

    private static final String EXIT_CODES = "exit-codes";

    private static final int WIDTH = 80;
    private static final int CODE_WIDTH = 5;

    @Parameters(arity = "0..1", paramLabel = "VERB", description = "The verb; or exit-codes.")
    private @Nullable String topic;

    @Option(names = "--man", description = "Print it as a man page is written, in roff.")
    private boolean man;

    @Option(names = "--man-pages", paramLabel = "DIR", hidden = true, description = "Write all man pages there.")
    private @Nullable Path manPages;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        CommandLine program = spec.parent().commandLine();
        PrintWriter out = spec.commandLine().getOut();
        if (manPages != null) {
            for (Map.Entry<String, String> page :
                    ManPages.of(program.getCommandSpec()).entrySet()) {
                Files.writeString(manPages.resolve(page.getKey()), page.getValue());
            }
        } else if (man) {
            out.print(ManPages.page(
                    topic == null
                            ? program.getCommandSpec()
                            : verb(program, topic).getCommandSpec()));
        } else if (EXIT_CODES.equals(topic)) {
            exitCodes().forEach(out::println);
        } else {
            (topic == null ? program : verb(program, topic)).usage(out);
        }
        out.flush();
        return 0;
    }

    private static CommandLine verb(CommandLine program, String topic) {
        CommandLine verb = program.getSubcommands().get(topic);
        if (verb != null) {
            return verb;
        }
        List<String> topics = new ArrayList<>(Verbs.names(program.getCommandSpec()));
        topics.add(EXIT_CODES);
        throw new DeployFailure(
                FailureKind.USAGE,
                "There is no verb " + topic + ".",
                "There are: " + String.join(", ", topics) + ".",
                NearestName.of(topic, topics)
                        .map(nearest -> "Did you mean " + nearest + "?")
                        .orElse("Name one of them."));
    }

    private static List<String> exitCodes() {
        List<String> lines = new ArrayList<>(List.of("What failed, by the code that the program ended with:", ""));
        ExitCodes.all().forEach((code, words) -> {
            String head = " ".repeat(CODE_WIDTH - 2 - Integer.toString(code).length()) + code + "  ";
            for (String line : Wrapped.lines(words, WIDTH - CODE_WIDTH)) {
                lines.add(head + line);
                head = " ".repeat(CODE_WIDTH);
            }
        });
        return lines;
    }
}
