package io.deploytodev.ops;

import io.deploytodev.ops.Link.Verdict;
import io.deploytodev.readiness.Probe;
import io.deploytodev.readiness.ProbeResult;
import io.deploytodev.readiness.ReachProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What is asked of one link.
 *
 * @param probes asked in this order, up to the first that tells of a break
 */
record LinkQuestion(String from, String to, List<Asked> probes) {

    LinkQuestion {
        probes = List.copyOf(probes);
    }

    /** @param words the question */
    record Asked(String words, Probe probe) {
        static Asked of(Probe probe) {
            return new Asked(probe.question(), probe);
        }
    }

    static LinkQuestion of(String from, String to, List<? extends Probe> probes) {
        return new LinkQuestion(from, to, probes.stream().map(Asked::of).toList());
    }

    /** Asks now. */
    List<Link> ask() {
        List<Link> links = new ArrayList<>();
        for (Asked each : probes) {
            long start = System.nanoTime();
            ProbeResult result = each.probe().ask();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            Link link = new Link(from, to, each.words(), verdict(each.probe(), result), result.why(), took);
            links.add(link);
            if (link.isBroken()) {
                break;
            }
        }
        return links;
    }

    private static Verdict verdict(Probe probe, ProbeResult result) {
        if (result instanceof ProbeResult.Ready) {
            return Verdict.GOOD;
        }
        return probe instanceof ReachProbe && result instanceof ProbeResult.Never ? Verdict.UNKNOWN : Verdict.BROKEN;
    }
}
