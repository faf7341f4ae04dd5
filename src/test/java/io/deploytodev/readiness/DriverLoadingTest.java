package io.deploytodev.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DriverLoadingTest {

    private static final List<String> DRIVERS = List.of("org.postgresql.", "org.neo4j.", "redis.clients.");

    @Test
    void aServiceThatRefusesConnectionsIsAnsweredForBeforeItsDriverIsLoaded() throws Exception {
        try (Recording loader = new Recording()) {
            loader.holdBackDrivers();
            assertThat(loader.ask(ScriptedServer.closedPort()))
                    .isEqualTo("connection refused, connection refused, connection refused");
            loader.letDriversGo();
        }
    }

    @Test
    void theDriversAreLoadedBesideTheWaitForTheService() throws Exception {
        try (Recording loader = new Recording()) {
            loader.ask(ScriptedServer.closedPort());
            await().until(() -> DRIVERS.stream().allMatch(loader::hasLoadedSomethingOf));
        }
    }

    @Test
    void theDriversAreLoadedForWhoeverWillAskSoon() throws Exception {
        try (Recording loader = new Recording()) {
            loader.call("prepare", ScriptedServer.closedPort());
            await().until(() -> DRIVERS.stream().allMatch(loader::hasLoadedSomethingOf));
        }
    }

    /** Runs inside the recording loader. */
    public static final class Inside {

        private Inside() {}

        public static String ask(int port) {
            return probes(port).map(probe -> probe.ask().why()).collect(Collectors.joining(", "));
        }

        public static String prepare(int port) {
            probes(port).forEach(Probe::prepare);
            return "";
        }

        private static Stream<Probe> probes(int port) {
            Connector nowhere = Connector.direct("127.0.0.1", port, Duration.ofSeconds(1));
            Secret secret = new Secret("s3cret");
            return Stream.of(
                    new PostgresProbe(nowhere, new PostgresLogin("u", secret, "d"), Dialogue.PATIENCE),
                    new BoltProbe(nowhere, new BoltLogin("u", secret), Dialogue.PATIENCE),
                    new RedisProbe(nowhere, RedisLogin.password(secret), Dialogue.PATIENCE));
        }
    }

    /** Loads the class path anew, remembers what it was asked for, and can hold drivers back. */
    private static final class Recording extends URLClassLoader {

        static {
            // Else one class that is held back would hold back all others.
            registerAsParallelCapable();
        }

        private final Set<String> loaded = ConcurrentHashMap.newKeySet();
        private volatile CountDownLatch gate = new CountDownLatch(0);

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

        void holdBackDrivers() {
            gate = new CountDownLatch(1);
        }

        void letDriversGo() {
            gate.countDown();
        }

        boolean hasLoadedSomethingOf(String driver) {
            return loaded.stream().anyMatch(name -> name.startsWith(driver));
        }

        private void waitForGate() throws ClassNotFoundException {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new ClassNotFoundException("interrupted", e);
            }
        }

        String ask(int port) throws ReflectiveOperationException {
            return call("ask", port);
        }

        String call(String method, int port) throws ReflectiveOperationException {
            return (String) loadClass(Inside.class.getName())
                    .getMethod(method, int.class)
                    .invoke(null, port);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            loaded.add(name);
            if (DRIVERS.stream().anyMatch(name::startsWith)) {
                waitForGate();
            }
            return super.loadClass(name, resolve);
        }
    }
}
