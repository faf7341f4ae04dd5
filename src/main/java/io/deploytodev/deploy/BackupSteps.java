package io.deploytodev.deploy;

import io.deploytodev.backup.Archive;
import io.deploytodev.backup.SaveCommands;
import io.deploytodev.config.DeployConfig;
import io.deploytodev.connection.Connection;
import io.deploytodev.event.PlannedAction;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.pipeline.Pipeline;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.secret.Secrets;
import io.deploytodev.serving.Served;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The steps that take a project's data, for the story of a backup and for that of a deploy that asks for one first. */
final class BackupSteps {

    private final DeployConfig config;
    private final String who;
    private final Archives archives;

    /** @param host by its name in the configuration */
    BackupSteps(DeployConfig config, String who, String host) {
        this.config = config;
        this.who = who;
        this.archives = new Archives(config.backup(), config.project(), host);
    }

    /**
     * Adds them.
     *
     * @param running what runs, once {@code after} is there
     * @param wanted whether anything is to be taken, which is known by then, too
     * @return the archive; empty when there was no data to take
     */
    Ref<Optional<Archive>> addTo(
            Pipeline story, Ref<Connection> held, Supplier<Running> running, BooleanSupplier wanted, Ref<?> after) {
        var again = story.<Boolean>add("mend", scope -> mend(held.get(), scope::notice), after);
        var measured = story.add("measure", new MeasureData(held::get, running, config, archives, wanted), again);
        var saved = story.add("save", new SaveData(held::get, running, measured::get, config, archives, who), measured);
        return archives.here()
                .map(here -> story.add("fetch", new FetchArchive(held::get, saved::get, archives, here), saved))
                .orElse(saved);
    }

    /**
     * Adds them to the story of a deploy, which is the first to know whether it will change anything: it decides that twice,
     * for what runs in between may be a long copy.
     *
     * @param plan which says what there is to do
     * @return the last of them
     */
    Ref<?> beforeDeploy(
            Pipeline story, MakePlan plan, Ref<Connection> held, Ref<Begun> begun, Ref<?> model, Secrets secrets) {
        var planned = story.add("plan", plan, model);
        Supplier<Running> running = () -> Running.of(new Served(held.get(), (project, kept) -> config), secrets);
        BooleanSupplier wanted = () ->
                begun.get().previous().isPresent() && planned.get().stream().anyMatch(PlannedAction::changesSomething);
        return keep(story, held, addTo(story, held, running, wanted, planned));
    }

    /** Adds the step that removes what is too old. */
    Ref<List<Archive>> keep(Pipeline story, Ref<Connection> held, Ref<?> after) {
        return story.add("keep", new KeepArchives(held::get, archives), after);
    }

    /** What was switched off in the middle of a copy could not start again what it had stopped. */
    private StepResult<Boolean> mend(Connection c, Consumer<String> notices) {
        if (startedAgain(c)) {
            notices.accept("A backup before this one was cut off; what it had stopped is started again.");
            return StepResult.done(true, "started what was stopped");
        }
        return StepResult.unchanged(false, "nothing was left stopped");
    }

    private boolean startedAgain(Connection c) {
        try {
            return c.host()
                    .run(SaveCommands.startAgain(archives.onHost(c.facts().home())));
        } catch (CommandFailed e) {
            throw new DeployFailure(
                    FailureKind.INFRASTRUCTURE,
                    "What a backup before this one had stopped cannot be started again.",
                    e.lastLines().isEmpty() ? String.valueOf(e.getMessage()) : String.join("\n", e.lastLines()),
                    "Mend what it names, and start it: deploy-to-dev start. Then begin again.",
                    e.lastLines(),
                    e);
        }
    }
}
