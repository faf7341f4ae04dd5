package io.deploytodev.schedule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deploytodev.config.Notify;
import io.deploytodev.config.Schedule.Telling;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What is sent about a run; pure. */
final class Message {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String ALGORITHM = "HmacSHA256";

    private Message() {}

    /** Why a run is of interest: {@code failure}, {@code recovery} or {@code success}; empty when it is not. */
    static Optional<String> occasion(RunRecord record, Optional<RunRecord> before, Set<Telling> on) {
        boolean always = on.contains(Telling.ALWAYS);
        if (!record.isWell()) {
            return Optional.of("failure").filter(word -> always || on.contains(Telling.FAILURE));
        }
        if (before.filter(last -> !last.isWell()).isPresent()) {
            return Optional.of("recovery").filter(word -> always || on.contains(Telling.RECOVERY));
        }
        return Optional.of("success").filter(word -> always);
    }

    /** The message itself. */
    static String body(String occasion, RunRecord record, Notify.Format format) {
        return format == Notify.Format.SLACK ? slack(occasion, record) : json(occasion, record);
    }

    private static String json(String occasion, RunRecord record) {
        try {
            ObjectNode message = JSON.createObjectNode();
            message.put("schema", RunRecord.SCHEMA);
            message.put("event", occasion);
            message.put("text", headline(occasion, record) + " " + record.what());
            message.set("run", JSON.readTree(record.toJson()));
            return JSON.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can always be written", e);
        }
    }

    private static String slack(String occasion, RunRecord record) {
        StringBuilder text = new StringBuilder("*" + escaped(headline(occasion, record)) + "*\n");
        text.append(escaped(record.what()));
        if (!record.why().isBlank()) {
            text.append("\n> ").append(escaped(record.why()).replace("\n", "\n> "));
        }
        if (!record.next().isBlank()) {
            text.append('\n').append(escaped(record.next()));
        }
        try {
            return JSON.writeValueAsString(JSON.createObjectNode().put("text", text.toString()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a text can always be written", e);
        }
    }

    private static String headline(String occasion, RunRecord record) {
        String subject = record.project() + " on " + record.host() + ", " + record.schedule() + ": ";
        return subject
                + switch (occasion) {
                    case "failure" -> "not deployed.";
                    case "recovery" -> "well again.";
                    default -> record.outcome().equals(RunOutcome.UNCHANGED) ? "nothing new." : "deployed.";
                };
    }

    /** Slack's own three. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** How a receiver knows that the message is ours: {@code sha256=} and the HMAC of the body, in hexadecimal digits. */
    static String signature(String body, String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }
}
