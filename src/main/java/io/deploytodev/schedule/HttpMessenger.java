package io.deploytodev.schedule;

import io.deploytodev.config.Notify;
import io.deploytodev.config.Schedule.Telling;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells by a webhook, and keeps a dead man's switch from sounding the alarm. */
public final class HttpMessenger implements Messenger {

    /** For the receiver, who computes the same over the body that arrives. */
    static final String SIGNATURE = "X-Deploy-To-Dev-Signature";

    private final Notify notify;
    private final Courier courier;

    public HttpMessenger(Notify notify, Clock clock, Pause pause) {
        this.notify = notify;
        this.courier = new Courier(clock, pause);
    }

    @Override
    public String tell(RunRecord record, Optional<RunRecord> before, Set<Telling> on) {
        List<String> told = new ArrayList<>();
        if (notify.webhook().isPresent()) {
            Message.occasion(record, before, on).ifPresent(occasion -> told.add(webhook(occasion, record)));
        }
        // The switch is there to notice when this does not come.
        if (notify.deadMan().isPresent() && record.isWell()) {
            told.add(ping());
        }
        return String.join("; ", told);
    }

    private String webhook(String occasion, RunRecord record) {
        Optional<String> address = notify.value(notify.webhook());
        Optional<String> secret = notify.value(notify.secret());
        if (address.isEmpty()) {
            return "webhook: not sent, " + notify.webhook().orElse("") + " is not set";
        }
        if (notify.secret().isPresent() && secret.isEmpty()) {
            return "webhook: not sent, " + notify.secret().orElse("") + " is not set and it would not be signed";
        }
        String body = Message.body(occasion, record, notify.format());
        Optional<String> why = courier.send(address.get(), request -> {
            HttpRequest.Builder post = request.header("Content-Type", "application/json; charset=utf-8")
                    .header("User-Agent", "deploy-to-dev")
                    .POST(BodyPublishers.ofString(body));
            return secret.map(key -> post.header(SIGNATURE, Message.signature(body, key)))
                    .orElse(post);
        });
        return "webhook: " + why.map(text -> "not sent, " + text).orElse("sent (" + occasion + ")");
    }

    private String ping() {
        Optional<String> address = notify.value(notify.deadMan());
        if (address.isEmpty()) {
            return "dead man: not asked, " + notify.deadMan().orElse("") + " is not set";
        }
        Optional<String> why = courier.send(address.get(), HttpRequest.Builder::GET);
        return "dead man: " + why.map(text -> "not asked, " + text).orElse("asked");
    }
}
