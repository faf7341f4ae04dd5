package io.deploytodev.deploy;

import io.deploytodev.docker.Engine;
import io.deploytodev.docker.RegistryAnswer;
import io.deploytodev.host.Daemon;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Asks for several images at once whether they can be pulled. */
final class RegistrySearch {

    /** Of a registry that is silent for longer, a doctor says that it is silent. */
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private final Engine engine;

    RegistrySearch(Engine engine) {
        this.engine = engine;
    }

    /** Image to what was said, for those that cannot be had. */
    Map<String, String> unanswered(Collection<String> images) {
        Map<String, CompletableFuture<RegistryAnswer>> asked = new LinkedHashMap<>();
        for (String image : images) {
            CompletableFuture<RegistryAnswer> answer = new CompletableFuture<>();
            answer.completeOnTimeout(
                    new RegistryAnswer(false, "timeout: no answer within " + PATIENCE.toSeconds() + " s"),
                    PATIENCE.toMillis(),
                    TimeUnit.MILLISECONDS);
            Daemon.start("registry of " + image, () -> answer.complete(engine.askRegistry(image)));
            asked.put(image, answer);
        }
        Map<String, String> unanswered = new TreeMap<>();
        asked.forEach((image, answer) -> {
            RegistryAnswer said = answer.join();
            if (!said.has()) {
                unanswered.put(image, said.words());
            }
        });
        return unanswered;
    }
}
