package io.deploytodev.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.CommandRunner;
import io.deploytodev.host.FileCommands;
import java.util.List;
import java.util.Optional;

/** The one intent that a project's host knows at a time; written and removed by whoever holds the lock. */
public final class IntentStore {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

    private final CommandRunner host;
    private final StateDirectory directory;

    public IntentStore(CommandRunner host, StateDirectory directory) {
        this.host = host;
        this.directory = directory;
    }

    /** What was left there; empty when the last run came to an end. */
    public Optional<Intent> read() {
        return host.run(FileCommands.read(directory.intent())).map(IntentStore::parse);
    }

    /** One that a crash of the host has damaged is an intent all the same. */
    static Intent parse(String text) {
        try {
            if (JSON.readTree(text) instanceof ObjectNode written) {
                return JSON.treeToValue(completed(written), Intent.class);
            }
            return Intent.UNREADABLE;
        } catch (JsonProcessingException e) {
            return Intent.UNREADABLE;
        }
    }

    /** Earlier versions did not write it. */
    private static ObjectNode completed(ObjectNode written) {
        return written.has("treeSince") ? written : written.put("treeSince", "");
    }

    /**
     * Says what is about to be changed.
     *
     * @throws DeployFailure of kind HOST when it cannot be written, for then nothing else should be
     */
    public void write(Intent intent) {
        try {
            host.run(FileCommands.write(directory.intent(), text(intent), directory.sharing()));
        } catch (CommandFailed e) {
            throw unwritten(e);
        }
    }

    /** What says so, and then does it, for the price of one command. */
    public <R> Command<R> writtenThen(Intent intent, Command<R> change) {
        return FileCommands.writeThen(directory.intent(), text(intent), directory.sharing(), change);
    }

    private DeployFailure unwritten(CommandFailed e) {
        return new DeployFailure(
                FailureKind.HOST,
                (e.stderr().contains("No space left on device")
                                ? "The disk of the dev host is full: "
                                : "The dev host cannot be written to: ")
                        + directory.intent() + ".",
                e.lastLines().isEmpty() ? String.valueOf(e.getMessage()) : String.join("\n", e.lastLines()),
                "Mend that there (df -h " + directory.path() + " ; ls -ld " + directory.path() + "), and start again.",
                List.of(),
                e);
    }

    private static String text(Intent intent) {
        try {
            return JSON.writeValueAsString(intent) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can always be written", e);
        }
    }
}
