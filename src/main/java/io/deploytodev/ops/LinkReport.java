package io.deploytodev.ops;

import java.util.List;

/**
 * Every link of a project, as it was just asked.
 *
 * @param links from the user inwards
 * @param broken what is wrong and what to do about it; empty when nothing is
 */
public record LinkReport(String project, String host, List<Link> links, List<String> broken) {

    public LinkReport {
        links = List.copyOf(links);
        broken = List.copyOf(broken);
    }

    /** Whether no link is broken; those that could not be asked do not count. */
    public boolean isGood() {
        return links.stream().noneMatch(Link::isBroken);
    }
}
