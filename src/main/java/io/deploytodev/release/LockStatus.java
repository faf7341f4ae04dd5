package io.deploytodev.release;

import io.deploytodev.host.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The lock as anybody may see it.
 *
 * @param note of whoever holds it; empty when nobody does
 * @param number of the last that took it; 0 when nobody ever did
 * @param jobs that are at work on the host, {@code 7-build-1}
 * @param intent of whoever holds it; or of one who died, when nobody does, or another
 */
public record LockStatus(Optional<LockNote> note, long number, List<String> jobs, Optional<Intent> intent) {

    /** A job that lives holds a lock of its own; one that was killed with its host does not. */
    private static final String ASK = """
            cd -- "$1" 2> /dev/null || exit 0
            held() { flock --shared --nonblock "$1" true; [ "$?" -eq 1 ]; }
            if [ -e lock ] && held lock; then
              echo "held $(cat lock.holder 2> /dev/null || echo somebody)"
            fi
            [ ! -e lock.number ] || echo "number $(cat lock.number)"
            [ ! -e intent ] || echo "intent $(cat intent)"
            for job in jobs/*/; do
              [ ! -e "$job/running" ] || ! held "$job/running" || echo "job $(basename -- "$job")"
            done
            """;

    public LockStatus {
        jobs = List.copyOf(jobs);
    }

    /** Takes nothing, and holds nobody up. */
    public static Command<LockStatus> ask(StateDirectory directory) {
        return Command.script(ASK, List.of(directory.path())).repeatable().parsedBy(result -> parse(result.text()));
    }

    private static LockStatus parse(String text) {
        return new LockStatus(
                all("held ", text).stream().map(LockNote::parse).findFirst(),
                all("number ", text).stream()
                        .filter(number -> number.matches("\\d{1,18}"))
                        .map(Long::parseLong)
                        .findFirst()
                        .orElse(0L),
                all("job ", text),
                all("intent ", text).stream().findFirst().map(IntentStore::parse));
    }

    private static List<String> all(String word, String text) {
        return text.lines()
                .filter(line -> line.startsWith(word))
                .map(line -> line.substring(word.length()))
                .toList();
    }

    /** Whether what the intent says goes on now. */
    public boolean isUnderWay() {
        return isHeld() && intent.filter(now -> now.number() == number).isPresent();
    }

    /** What a client has left that died, and nobody has mended yet. */
    public Optional<Intent> cutOff() {
        return isUnderWay() ? Optional.empty() : intent;
    }

    /** The releases with the one that is under way, or was cut off. */
    public History completed(History history, String project) {
        if (intent.isEmpty()
                || intent.get().release().isEmpty()
                || history.of(intent.get().release()).isPresent()) {
            return history;
        }
        List<Release> all = new ArrayList<>(history.releases());
        all.add(intent.get().asRelease(project, isUnderWay() ? Release.UNDER_WAY : AuditEntry.CUT_OFF));
        return new History(history.current(), all);
    }

    /** Whether somebody holds it. */
    public boolean isHeld() {
        return note.isPresent();
    }
}
