package io.deploytodev.backup;

import io.deploytodev.backup.Member.Kind;
import io.deploytodev.docker.ContainerState;
import java.util.List;
import java.util.Map;

/** A project with a Postgres, a Neo4j and a web service, for the tests of this package. */
final class Samples {

    static final String SUM = "0123456789abcdef".repeat(4);

    static final PostgresFacts POSTGRES = new PostgresFacts(
            "postgres-id",
            "15",
            "app",
            "/var/lib/postgresql/data",
            "",
            List.of(new PostgresFacts.Database("postgres", 7_000_000), new PostgresFacts.Database("shop", 9_000_000)));

    static final Member ROLES = member("databases/postgres/roles.sql.zst", Kind.ROLES, "roles", "", "postgres");
    static final Member DATABASE =
            member("databases/postgres/1-shop.sql.zst", Kind.DATABASE, "shop", "shop", "postgres");
    static final Member GRAPH = member("volumes/graph.tar.zst", Kind.VOLUME, "graph", "shop_graph", "neo4j");
    static final Member UPLOADS =
            member("directories/uploads.tar.zst", Kind.DIRECTORY, "uploads", "/src/uploads", "web");

    private Samples() {}

    static ContainerState running(String service, Map<String, String> volumes) {
        return container(service, ContainerState.Status.RUNNING, volumes);
    }

    static ContainerState container(String service, ContainerState.Status status, Map<String, String> volumes) {
        return new ContainerState(
                service + "-id",
                service,
                "shop-" + service + "-1",
                status,
                ContainerState.Health.NONE,
                0,
                false,
                0,
                null,
                "sha256:" + service,
                "",
                volumes,
                null,
                null,
                List.of());
    }

    static Member member(String file, Kind kind, String name, String place, String service) {
        return new Member(file, kind, name, place, List.of(service), "stop", 1000, 100, SUM, digest(kind), Map.of());
    }

    private static String digest(Kind kind) {
        return kind == Kind.VOLUME || kind == Kind.DIRECTORY ? SUM : "-";
    }

    static Manifest manifest(Member... members) {
        return new Manifest(
                Manifest.SCHEMA,
                "20261121T080000Z-7",
                "shop",
                "20261120T080000Z-1",
                "2026-11-21T08:00:00Z",
                "ada@laptop",
                "dev",
                "26.1.5",
                "zstd",
                List.of(members),
                List.of(
                        new Server(
                                "postgres",
                                "postgres:15",
                                "sha256:postgres",
                                "15",
                                "app",
                                "pgdata",
                                "/var/lib/postgresql/data",
                                "/var/lib/postgresql/data",
                                ""),
                        new Server("neo4j", "neo4j:5", "sha256:neo4j", "", "", "", "", "", "")));
    }
}
