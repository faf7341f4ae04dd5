package com.example.scribe;

import com.example.scribe.agent.Agent;
import com.example.scribe.health.HealthCheck;
import com.example.scribe.health.Ping;
import com.example.scribe.settings.Env;
import com.example.scribe.settings.Misbehaviour;
import com.example.scribe.settings.Neo4jSettings;
import com.example.scribe.settings.PostgresSettings;
import com.example.scribe.settings.RedisSettings;
import com.example.scribe.settings.ServiceType;
import com.example.scribe.store.Graph;
import com.example.scribe.store.Notes;
import com.example.scribe.store.Postgres;
import com.example.scribe.store.WorkQueue;
import com.example.scribe.web.HttpServer;
import com.example.scribe.web.NoteEndpoints;
import com.example.scribe.web.StatusEndpoints;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A service that runs until it is stopped: the gateway or an agent, put together from its parts. */
final class Service {

    private static final Logger LOG = LoggerFactory.getLogger(Service.class);
    private static final Duration HEALTH_DEADLINE = Duration.ofMillis(1_500);

    /** Shorter than the containers' stop_grace_period, after which the engine kills. */
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(8);

    /** A pool whose database is down waits for it even while it is being closed; the process ends without it. */
    private static final Duration FAREWELL_DEADLINE = Duration.ofMillis(500);

    private final ServiceType type;
    private final Misbehaviour misbehaviour;
    private final PostgresSettings postgresSettings;
    private final Neo4jSettings neo4jSettings;
    private final RedisSettings redisSettings;
    private final int port;
    private final String commit;
    private final String hostname;

    private Service(ServiceType type, Misbehaviour misbehaviour, Env env) {
        this.type = type;
        this.misbehaviour = misbehaviour;
        this.postgresSettings = PostgresSettings.read(env);
        this.neo4jSettings = Neo4jSettings.read(env);
        this.redisSettings = RedisSettings.read(env);
        this.port = env.port("SERVICE_PORT", 8000);
        this.commit = env.text("GIT_COMMIT", "unknown");
        this.hostname = env.text("HOSTNAME", "local");
    }

    static Service read(ServiceType type, Misbehaviour misbehaviour, Env env) {
        return new Service(type, misbehaviour, env);
    }

    void start(Instant startedAt) {
        Postgres postgres = new Postgres(postgresSettings, type.label());
        Graph graph = new Graph(neo4jSettings);
        WorkQueue queue = new WorkQueue(redisSettings);
        Notes notes = new Notes(postgres);

        Map<String, Ping> pings = new LinkedHashMap<>();
        pings.put("postgres", postgres::ping);
        pings.put("neo4j", graph::ping);
        pings.put("redis", queue::ping);

        Agent agent = type == ServiceType.API_GATEWAY ? null : new Agent(type, hostname, queue, notes, graph);
        if (agent != null) {
            pings.put("agent", agent::ping);
            agent.start();
        }
        HealthCheck health = new HealthCheck(HEALTH_DEADLINE, pings);
        health.begin();

        HttpServer server = new HttpServer(misbehaviour.bind(), port);
        if (agent == null) {
            new NoteEndpoints(notes, queue, misbehaviour.requestDelay()).addTo(server);
            server.echo("/ws/{client}");
        }
        StatusEndpoints status = new StatusEndpoints(type, commit, startedAt, health, misbehaviour);
        status.addTo(server);

        Runnable stop = () -> stop(status, server, agent, health, queue, graph, postgres);
        Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop"));
        server.start();
        LOG.info(
                "{} {} answers on {}:{} after {} ms",
                type.label(),
                Version.VERSION,
                misbehaviour.bind(),
                port,
                millisSince(startedAt));
    }

    private void stop(
            StatusEndpoints status, HttpServer server, Agent agent, HealthCheck health, AutoCloseable... stores) {
        Instant begin = Instant.now();
        try {
            status.stop();
            server.stop(STOP_DEADLINE);
            if (agent != null) {
                agent.stop(STOP_DEADLINE);
            }
            health.close();
            Thread farewell = new Thread(() -> close(stores), "close");
            farewell.setDaemon(true);
            farewell.start();
            farewell.join(FAREWELL_DEADLINE.toMillis());
        } catch (Exception failure) {
            LOG.warn("Did not stop cleanly", failure);
        }
        LOG.info("{} stopped after {} ms", type.label(), millisSince(begin));
    }

    private static void close(AutoCloseable... stores) {
        for (AutoCloseable store : stores) {
            try {
                store.close();
            } catch (Exception failure) {
                LOG.warn("Did not close cleanly", failure);
            }
        }
    }

    private static long millisSince(Instant begin) {
        return Duration.between(begin, Instant.now()).toMillis();
    }
}
