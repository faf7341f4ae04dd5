package io.deploytodev.release;

import io.deploytodev.docker.Engine;
import io.deploytodev.docker.ImageCommands;
import io.deploytodev.docker.ImageUsage;
import io.deploytodev.docker.OwnLabels;
import io.deploytodev.host.Amount;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.CommandRunner;
import io.deploytodev.release.Finding.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Takes away what this project has on the host and needs no more: old releases with their trees and images, what jobs
 * said, what killed clients left. Never anything that is somebody else's, and never what runs or can be returned to.
 */
public final class CleanUp {

    /** For a tree of many files, on a slow disk. */
    private static final Duration REMOVAL = Duration.ofMinutes(10);

    private final CommandRunner host;
    private final Engine engine;
    private final StateDirectory directory;
    private final String project;
    private final boolean environment;

    /**
     * @param host one that is fenced, for whoever is to remove
     * @param environment whether the project's variables come from a file that is brought to the host
     */
    public CleanUp(CommandRunner host, Engine engine, StateDirectory directory, String project, boolean environment) {
        this.environment = environment;
        this.host = host;
        this.engine = engine;
        this.directory = directory;
        this.project = project;
    }

    /** What could go. */
    public Cleaning look() {
        Retention retention = retention();
        List<Finding> findings = new ArrayList<>(host.run(StateClutter.look(directory, retention, environment)));
        findings.addAll(images(retention, engine.images()));
        return new Cleaning(findings);
    }

    /**
     * Removes it.
     *
     * @param number of the lock, which the caller holds
     * @param buildCache what the builder's cache may keep; empty to leave it alone
     * @return what went; of the images, what they took of the disk
     */
    public Cleaning carryOut(long number, OptionalLong buildCache) {
        Retention retention = retention();
        List<Finding> gone = new ArrayList<>(host.run(StateClutter.look(directory, retention, environment)));
        // The records go last: they tell which images are whose.
        gone.addAll(removeImages(retention));
        if (!gone.isEmpty()) {
            host.run(StateClutter.remove(directory, number, retention, environment));
        }
        if (buildCache.isPresent()) {
            long freed = host.run(ImageCommands.capCache(buildCache.getAsLong()));
            if (freed > 0) {
                gone.add(new Finding(Kind.CACHE, "down to " + Amount.of(buildCache.getAsLong()), freed));
            }
        }
        return new Cleaning(gone);
    }

    /**
     * Removes all that there is of a project whose containers are gone: every image that was built for it, and its state
     * with the records, the files, the audit and the lock. The last thing that can be done under that lock.
     *
     * @return the images that went
     * @throws CommandFailed when something of the state stays, such as what a container wrote as root
     */
    public List<Finding> removeAll() {
        List<Finding> images = removeImages(new Retention(
                List.of(), new ReleaseStore(host, directory).history().releases()));
        host.run(Command.of(List.of("rm", "-rf", "--", directory.path())).within(REMOVAL));
        return images;
    }

    private List<Finding> removeImages(Retention retention) {
        ImageUsage before = engine.images();
        List<Finding> images = images(retention, before);
        if (images.isEmpty()) {
            return images;
        }
        host.run(ImageCommands.removeUnused(images.stream().map(Finding::name).toList()));
        return reallyGone(images, before, engine.images());
    }

    private Retention retention() {
        return Retention.of(new ReleaseStore(host, directory).history());
    }

    private List<Finding> images(Retention retention, ImageUsage usage) {
        OwnLabels labels = new OwnLabels(project, directory.path());
        boolean dangling =
                usage.images().stream().anyMatch(image -> image.names().isEmpty() && labels.areOn(image));
        List<String> built = dangling ? host.run(StateClutter.readBuilt(directory)) : List.of();
        OwnImages own = new OwnImages(labels, retention, Set.copyOf(built));
        List<Finding> findings = new ArrayList<>();
        usage.images().forEach(image -> {
            List<String> names = own.dispensable(image);
            boolean whole = names.containsAll(image.names());
            for (int i = 0; i < names.size(); i++) {
                boolean last = whole && i == names.size() - 1;
                findings.add(new Finding(Kind.IMAGE, names.get(i), last ? image.bytes() - image.sharedBytes() : 0));
            }
        });
        return findings;
    }

    /** The engine may have refused; and layers that only the removed ones shared are counted for none of them. */
    private static List<Finding> reallyGone(List<Finding> asked, ImageUsage before, ImageUsage after) {
        Set<String> there = new HashSet<>();
        after.images().forEach(image -> {
            there.add(image.id());
            there.addAll(image.names());
        });
        List<Finding> gone =
                asked.stream().filter(image -> !there.contains(image.name())).toList();
        long counted = gone.stream().mapToLong(Finding::bytes).sum();
        long more = before.bytes() - after.bytes() - counted;
        if (gone.isEmpty() || more <= 0) {
            return gone;
        }
        List<Finding> corrected = new ArrayList<>(gone);
        Finding last = corrected.remove(corrected.size() - 1);
        corrected.add(new Finding(last.kind(), last.name(), last.bytes() + more));
        return corrected;
    }
}
