package io.deploytodev.cli;

import io.deploytodev.backup.Archive;
import io.deploytodev.config.DeployConfig;
import io.deploytodev.deploy.Archives;
import io.deploytodev.deploy.RestorePipeline;
import io.deploytodev.deploy.ServicesRequest;
import io.deploytodev.event.EventSink;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.ops.Inquiry;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code restore}: a project's data brought back from an archive. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Puts what an archive holds in the place of the project's data.",
            "First the whole archive is checked. Then the project stands still while its data is replaced and compared with",
            "what was taken, and what ran before runs again. Where nothing of it is yet, a deploy finds the data."
        },
        footer = {
            "",
            "Examples:",
            "  deploy-to-dev restore                    the newest; asks first, for what is there is overwritten",
            "  deploy-to-dev restore 20261121T0812      a certain one",
            "  deploy-to-dev restore ./x.tar --as try   a file here, into a project of another name"
        })
final class RestoreCommand extends AfarVerb {

    private static final String YES = "--yes-overwrite-data";
    private static final TypedName NAME = new TypedName("overwrites", "restored", YES);

    @Mixin
    private WaitOption wait = new WaitOption();

    @Option(
            names = "--as",
            paramLabel = "NAME",
            description = "Into the project of this name, beside the one it was taken of.")
    private @Nullable String as;

    @Option(names = YES, paramLabel = "PROJECT", description = "The project's name, for scripts: do not ask for it.")
    private @Nullable String yes;

    @Parameters(
            arity = "0..1",
            paramLabel = "ID|FILE",
            description = "Which: an id, its beginning, or a file here that ends in .tar (default: the newest).")
    private @Nullable String which;

    private String taken = "";

    RestoreCommand(Map<String, String> environment, PrintStream out) {
        super(environment, out);
    }

    @Override
    DeployConfig about(DeployConfig config) {
        taken = config.project();
        if (as == null) {
            return config;
        }
        if (!as.matches("[a-z0-9][a-z0-9_-]*")) {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    as + " cannot be the name of a project.",
                    "It may hold small letters, digits, - and _ only.",
                    "Name another one: --as NAME");
        }
        return config.named(as);
    }

    @Override
    void confirm(Subject subject) {
        String project = subject.config().project();
        String host = subject.whom().host().name();
        NAME.require(project, host, yes, !isJson(), () -> question(project, host, named(subject)));
    }

    /** What is asked about is what is taken then, also when another one is made meanwhile. */
    private String named(Subject subject) {
        if (which != null && which.endsWith(".tar")) {
            return "the file " + which;
        }
        Archive archive = new Inquiry(subject.access(), subject.whom(), Clock.systemUTC())
                .ask(connection -> archives(subject).find(connection, Optional.ofNullable(which)));
        which = archive.id();
        return inWords(archive);
    }

    /** What would be overwritten with what. */
    static String question(String project, String host, String archive) {
        return "This overwrites the data of " + project + " on " + host + ", for good, with\n" + archive
                + ".\nThe project's name, if that is meant: ";
    }

    /** One that is to be known again: {@code 20261121T081201Z-7, taken of shop on dev at 2026-11-21T08:12:01Z}. */
    static String inWords(Archive archive) {
        return archive.id()
                + archive.manifest()
                        .map(manifest ->
                                ", taken of " + manifest.project() + " on " + manifest.host() + " at " + manifest.at())
                        .orElse("");
    }

    private Archives archives(Subject subject) {
        return new Archives(
                subject.config().backup(), taken, subject.whom().host().name());
    }

    @Override
    void run(Subject subject, EventSink events) {
        ServicesRequest request =
                new ServicesRequest(subject.whom(), subject.config(), Caller.name(), List.of(), true, wait.duration());
        new RestorePipeline(
                        request,
                        archives(subject),
                        Optional.ofNullable(which),
                        subject.access(),
                        subject.configs(),
                        events,
                        Clock.systemUTC())
                .run();
    }
}
