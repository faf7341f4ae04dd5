package io.deploytodev.faults;

import io.deploytodev.it.DevHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever breaks, somebody is served again soon, nothing is left behind, and the next deploy makes all of it right. One try
 * of each kind; with {@code -Dfaults.tries=N} ({@code scripts/test --faults}) all of them, several times.
 */
@Tag("faults")
class FaultsIT {

    private static final int TRIES = Integer.getInteger("faults.tries", 0);
    private static final long SEED = Long.getLong("faults.seed", 20);

    private static final Duration SHORT_CUT = Duration.ofSeconds(5);
    private static final Duration LONG_CUT = Duration.ofSeconds(60);

    @TempDir
    private static Path directory;

    @RegisterExtension
    private static final DevHost host = DevHost.forTheClass();

    @RegisterExtension
    private static final DevHost smallHost = DevHost.onASmallDisk();

    private static final FaultRecord record = new FaultRecord(SEED);

    @TestFactory
    Stream<DynamicTest> faults() {
        Stage stage = Stage.on(host, directory.resolve("host"), SEED);
        record.order(Stream.concat(all(stage.steps()).stream(), fullDisk().stream())
                .map(Fault::name)
                .toList());
        return tests(stage, wanted(TRIES == 0 ? oneOfEachKind() : all(stage.steps())));
    }

    @TestFactory
    Stream<DynamicTest> fullDisks() {
        List<Fault> faults = wanted(fullDisk());
        return faults.isEmpty() ? Stream.empty() : tests(Stage.on(smallHost, directory.resolve("small"), SEED), faults);
    }

    private static List<Fault> fullDisk() {
        return List.of(Hosts.noRoomForTheTree(), Hosts.noRoomForTheImage(), Hosts.noRoomForTheEngine());
    }

    private static List<Fault> oneOfEachKind() {
        return List.of(
                Signals.killAt("sync"),
                Signals.killAt("services"),
                Signals.stopAt("image"),
                Signals.stopAt("services"),
                Links.cutDuringSync(SHORT_CUT),
                Links.cutDuring("image", SHORT_CUT),
                Links.cutDuring("infrastructure", SHORT_CUT),
                Links.cutDuring("services", LONG_CUT),
                Hosts.powerCut("services"),
                Hosts.engineEnds("image"),
                Rivals.atOnce(),
                Rivals.frozen("services"),
                BadGateways.crashes(),
                BadGateways.hangs(),
                BadGateways.answersWithErrors(),
                BadGateways.answersLate(),
                BadGateways.answersTooLate(),
                BadGateways.isKilledForItsMemory(),
                Hosts.invalidCompose());
    }

    private static List<Fault> all(List<String> steps) {
        List<Fault> faults = new ArrayList<>();
        steps.forEach(step -> faults.add(Signals.killAt(step)));
        steps.forEach(step -> faults.add(Signals.stopAt(step)));
        List<String> lasting = List.of("image", "infrastructure", "services");
        lasting.forEach(step -> faults.add(Signals.killWithin(step)));
        lasting.forEach(step -> faults.add(Signals.stopWithin(step)));
        for (Duration cut : List.of(SHORT_CUT, LONG_CUT)) {
            faults.add(Links.cutDuringSync(cut));
            lasting.forEach(step -> faults.add(Links.cutDuring(step, cut)));
        }
        lasting.forEach(step -> faults.add(Hosts.restart(step)));
        lasting.forEach(step -> faults.add(Hosts.powerCut(step)));
        lasting.forEach(step -> faults.add(Hosts.engineEnds(step)));
        faults.add(Rivals.atOnce());
        lasting.forEach(step -> faults.add(Rivals.frozen(step)));
        faults.addAll(List.of(
                BadGateways.crashes(),
                BadGateways.hangs(),
                BadGateways.answersWithErrors(),
                BadGateways.answersLate(),
                BadGateways.answersTooLate(),
                BadGateways.isKilledForItsMemory(),
                Hosts.invalidCompose()));
        return faults;
    }

    private static List<Fault> wanted(List<Fault> faults) {
        Pattern only = Pattern.compile(System.getProperty("faults.only", ""));
        return faults.stream()
                .filter(fault -> only.matcher(fault.name()).find())
                .toList();
    }

    private static Stream<DynamicTest> tests(Stage stage, List<Fault> faults) {
        return faults.stream()
                .flatMap(fault -> IntStream.rangeClosed(1, Math.max(1, TRIES))
                        .mapToObj(count -> DynamicTest.dynamicTest(
                                fault.name() + ", try " + count, () -> attempt(stage, fault, count))))
                .onClose(stage::close);
    }

    private static void attempt(Stage stage, Fault fault, int count) {
        try {
            record.held(new Trial(stage, fault, count).run(), stage.plainGap());
        } catch (AssertionError | RuntimeException e) {
            record.failed(fault.name(), count, String.valueOf(e.getMessage()), stage.plainGap());
            stage.recover();
            throw e;
        }
    }
}
