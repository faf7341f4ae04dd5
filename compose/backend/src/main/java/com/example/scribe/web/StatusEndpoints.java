package com.example.scribe.web;

import com.example.scribe.Version;
import com.example.scribe.health.Health;
import com.example.scribe.health.HealthCheck;
import com.example.scribe.settings.Misbehaviour;
import com.example.scribe.settings.ServiceType;
import com.example.scribe.web.Endpoint.Answer;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What every service answers about itself. */
public final class StatusEndpoints {

    private final ServiceType type;
    private final String commit;
    private final Instant startedAt;
    private final HealthCheck health;
    private final Misbehaviour misbehaviour;
    private final CountDownLatch stopping = new CountDownLatch(1);

    public StatusEndpoints(
            ServiceType type, String commit, Instant startedAt, HealthCheck health, Misbehaviour misbehaviour) {
        this.type = type;
        this.commit = commit;
        this.startedAt = startedAt;
        this.health = health;
        this.misbehaviour = misbehaviour;
    }

    public void addTo(HttpServer server) {
        server.get("/health", this::health);
        server.get("/version", this::version);
    }

    /** Lets go of requests that are made to hang, which would hold up the stop. */
    public void stop() {
        stopping.countDown();
    }

    Answer health(byte[] body) throws InterruptedException {
        stopping.await(misbehaviour.healthHang().toMillis(), TimeUnit.MILLISECONDS);
        Health found = Health.of(type.label(), Version.VERSION, health.ask());
        int status = misbehaviour.healthStatus().orElse(found.works() ? 200 : 503);
        return new Answer(status, found.withStatus(status == 200 ? Health.HEALTHY : Health.UNHEALTHY));
    }

    Answer version(byte[] body) {
        return Answer.ok(new VersionBody(Version.VERSION, commit, type.label(), startedAt.toString()));
    }

    record VersionBody(String version, String commit, String serviceType, String startedAt) {}
}
