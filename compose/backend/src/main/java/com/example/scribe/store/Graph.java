package com.example.scribe.store;

import com.example.scribe.settings.Neo4jSettings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Logging;
import org.neo4j.driver.Session;

/** What the agents found, as a graph in Neo4j: notes that share an element meet in it. */
public final class Graph implements AutoCloseable {

    private final Lazy<Driver> driver;
    private boolean constrained;

    public Graph(Neo4jSettings settings) {
        driver = new Lazy<>(() -> open(settings), Driver::close);
    }

    public void ping() {
        try (Session session = driver.get().session()) {
            session.run("RETURN 1").consume();
        }
    }

    public void connect(long noteId, String kind, List<String> elements) {
        constrain();
        String merge = """
                MERGE (note:Note {id: $id})
                WITH note UNWIND $elements AS text
                MERGE (element:Element {kind: $kind, text: text})
                MERGE (note)-[:HAS]->(element)
                """;
        run(merge, Map.of("id", noteId, "kind", kind, "elements", elements));
    }

    /** MERGE alone lets two agents make the same node at the same time. */
    private synchronized void constrain() {
        if (constrained) {
            return;
        }
        run("CREATE CONSTRAINT note_id IF NOT EXISTS FOR (n:Note) REQUIRE n.id IS UNIQUE", Map.of());
        run("CREATE CONSTRAINT element IF NOT EXISTS FOR (e:Element) REQUIRE (e.kind, e.text) IS UNIQUE", Map.of());
        constrained = true;
    }

    /** In a transaction that the driver repeats: two agents at work on the same note get into each other's locks. */
    private void run(String cypher, Map<String, Object> parameters) {
        try (Session session = driver.get().session()) {
            session.executeWriteWithoutResult(
                    transaction -> transaction.run(cypher, parameters).consume());
        }
    }

    private static Driver open(Neo4jSettings settings) {
        Config config = Config.builder()
                .withLogging(Logging.slf4j())
                .withConnectionTimeout(2, TimeUnit.SECONDS)
                .withConnectionAcquisitionTimeout(2, TimeUnit.SECONDS)
                .withMaxTransactionRetryTime(2, TimeUnit.SECONDS)
                .withConnectionLivenessCheckTimeout(1, TimeUnit.SECONDS)
                .withMaxConnectionPoolSize(8)
                .build();
        return GraphDatabase.driver(settings.uri(), AuthTokens.basic(settings.user(), settings.password()), config);
    }

    @Override
    public void close() {
        driver.close();
    }
}
