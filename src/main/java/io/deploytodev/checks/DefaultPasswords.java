package io.deploytodev.checks;

import io.deploytodev.failure.FailureKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Whether passwords are more than a word that everybody tries first. Never tells one. */
public final class DefaultPasswords implements Check<ProjectFacts> {

    private static final int SHORTEST_FOR_NEO4J = 8;

    private static final Map<String, String> SWITCHES = Map.of(
            "POSTGRES_HOST_AUTH_METHOD", "trust",
            "NEO4J_AUTH", "none",
            "MYSQL_ALLOW_EMPTY_PASSWORD", "yes|true|1",
            "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD", "yes|true|1",
            "ALLOW_EMPTY_PASSWORD", "yes|true|1");

    @Override
    public String id() {
        return "passwords";
    }

    @Override
    public String well() {
        return "passwords are none that everybody tries";
    }

    @Override
    public List<Finding> look(ProjectFacts project) {
        List<Finding> findings = new ArrayList<>();
        for (ServiceView view : project.services()) {
            boolean open = project.openPorts().contains(view.name());
            TreeSet<String> known = new TreeSet<>();
            TreeSet<String> empty = new TreeSet<>();
            view.service().environment().forEach((name, value) -> {
                String word = name.equals("NEO4J_AUTH") ? value.replaceFirst("^[^/]*/", "") : value;
                if (SWITCHES.containsKey(name) && value.toLowerCase(Locale.ROOT).matches(SWITCHES.get(name))) {
                    empty.add(name);
                } else if (isLogin(name) && word.isEmpty()) {
                    empty.add(name);
                } else if (isLogin(name) && Placeholder.isTriedFirst(word)) {
                    known.add(name);
                }
            });
            refusedByNeo4j(view).forEach(findings::add);
            add(findings, view, open, List.copyOf(known), "is a word that everybody tries first");
            add(findings, view, open, List.copyOf(empty), "lets anybody in: there is no password");
        }
        return findings;
    }

    private void add(List<Finding> findings, ServiceView view, boolean open, List<String> names, String how) {
        if (names.isEmpty()) {
            return;
        }
        String what = Sentences.list(names) + " of " + view.name() + " "
                + (names.size() == 1
                        ? how
                        : how.replaceFirst("^is a word", "are words").replaceFirst("^lets", "let"))
                + ".";
        String fix =
                "Set another, in the file that the variables come from: openssl rand -hex 16 makes one. A database that"
                        + " has data already keeps its old one until it is changed in it, too.";
        findings.add(
                open
                        ? Finding.hurts(id(), what, "Its port is open to every machine that reaches the dev host.", fix)
                        : Finding.advice(id(), what, "Only containers of its network reach it, and this host.", fix));
    }

    /** Of an application's variable that is empty nobody knows what it means. */
    private static boolean isLogin(String name) {
        return name.matches(
                "(POSTGRES|MYSQL|MYSQL_ROOT|MARIADB|MARIADB_ROOT|REDIS|VALKEY|MONGO_INITDB_ROOT|RABBITMQ_DEFAULT"
                        + "|MINIO_ROOT|NEO4J|PG|DB|DATABASE|ADMIN|ROOT)_(PASSWORD|PASS)|NEO4J_AUTH|REDISCLI_AUTH|PGPASSWORD"
                        + "|SECRET_KEY|JWT_SECRET|SESSION_SECRET|DJANGO_SECRET_KEY");
    }

    private List<Finding> refusedByNeo4j(ServiceView view) {
        String auth = view.service().environment().getOrDefault("NEO4J_AUTH", "");
        String word = auth.replaceFirst("^[^/]*/", "");
        boolean refused = view.isOf("neo4j")
                && auth.contains("/")
                && !word.isEmpty()
                && (word.length() < SHORTEST_FOR_NEO4J || word.equals("neo4j"));
        return refused
                ? List.of(Finding.stops(
                        id(),
                        FailureKind.INFRASTRUCTURE,
                        "Neo4j does not start with the password of " + view.name() + ".",
                        "NEO4J_AUTH holds one that Neo4j refuses: it wants " + SHORTEST_FOR_NEO4J
                                + " characters at least, and another than neo4j.",
                        "Set a longer one, in the file that the variables come from."))
                : List.of();
    }
}
