package io.deploytodev.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class DriverLoadingTest {

    /** A driver costs tenths of a second to load; while a service starts up, that would be spent again for nothing. */
    @Test
    void aServiceThatRefusesConnectionsLoadsNoDriver() throws Exception {
        try (Recording loader = new Recording()) {
            assertThat(loader.ask(ScriptedServer.closedPort())).contains("connection refused");
            assertThat(loader.loaded).contains(BoltProbe.class.getName()).noneMatch(DriverLoadingTest::isOfADriver);
        }
    }

    @Test
    void aServiceThatTakesThemDoes() throws Exception {
        try (Recording loader = new Recording();
                ScriptedServer rude = ScriptedServer.playing(client -> {})) {
            loader.ask(rude.port());
            assertThat(loader.loaded).anyMatch(DriverLoadingTest::isOfADriver);
        }
    }

    private static boolean isOfADriver(String name) {
        return name.startsWith("org.postgresql.") || name.startsWith("org.neo4j.") || name.startsWith("redis.clients.");
    }

    /** Runs inside the recording loader. */
    public static final class Inside {

        private Inside() {}

        public static String ask(int port) {
            Connector nowhere = Connector.direct("127.0.0.1", port, Duration.ofSeconds(1));
            Secret secret = new Secret("s3cret");
            return new PostgresProbe(nowhere, new PostgresLogin("u", secret, "d")).ask()
                    + ", "
                    + new BoltProbe(nowhere, new BoltLogin("u", secret)).ask()
                    + ", "
                    + new RedisProbe(nowhere, RedisLogin.password(secret)).ask();
        }
    }

    /** Loads the class path anew and remembers what it was asked for. */
    private static final class Recording extends URLClassLoader {

        final Set<String> loaded = ConcurrentHashMap.newKeySet();

        Recording() {
            super(
                    Arrays.stream(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                            .map(Recording::url)
                            .toArray(URL[]::new),
                    ClassLoader.getPlatformClassLoader());
        }

        private static URL url(String entry) {
            try {
                return Path.of(entry).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new UncheckedIOException(e);
            }
        }

        String ask(int port) throws ReflectiveOperationException {
            return (String) loadClass(Inside.class.getName())
                    .getMethod("ask", int.class)
                    .invoke(null, port);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            loaded.add(name);
            return super.loadClass(name, resolve);
        }
    }
}
