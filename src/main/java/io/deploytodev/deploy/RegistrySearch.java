package io.deploytodev.deploy;

import io.deploytodev.checks.PullRefusal;
import io.deploytodev.docker.RegistryAnswer;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.Daemon;
import io.deploytodev.host.HostUnreachable;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/** Asks for several images at once whether they can be pulled. */
final class RegistrySearch {

    /** Of a registry that is silent for longer, a doctor says that it is silent. */
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private final Function<String, RegistryAnswer> anybody;
    private final Predicate<String> loggedIn;

    /**
     * @param anybody what the registry answers somebody without a login
     * @param loggedIn whether it hands an image out to the account on the host
     */
    RegistrySearch(Function<String, RegistryAnswer> anybody, Predicate<String> loggedIn) {
        this.anybody = anybody;
        this.loggedIn = loggedIn;
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
            Daemon.start("registry of " + image, () -> answer.complete(ask(image)));
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

    private RegistryAnswer ask(String image) {
        RegistryAnswer answer = anybody.apply(image);
        if (answer.has() || !PullRefusal.asksForLogin(answer.words())) {
            return answer;
        }
        try {
            return loggedIn.test(image) ? new RegistryAnswer(true, "") : answer;
        } catch (CommandFailed | HostUnreachable e) {
            return answer;
        }
    }
}
