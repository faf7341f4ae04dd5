package com.example.scribe.settings;

public record Neo4jSettings(String uri, String user, String password) {

    public static Neo4jSettings read(Env env) {
        return new Neo4jSettings(
                env.required("NEO4J_URI"), env.text("NEO4J_USER", "neo4j"), env.required("NEO4J_PASSWORD"));
    }

    /** A record would print its password. */
    @Override
    public String toString() {
        return "neo4j " + user + " at " + uri;
    }
}
