package io.deploytodev.docker;

import java.util.List;

/** Asks an engine for what it tells at once and in full. */
@FunctionalInterface
interface Questions {

    /**
     * Asks all of these, and waits for the answers together.
     *
     * @param paths of the API, each for a GET
     * @return an answer for each, in their order
     * @throws EngineAway when it hangs up and the link is not to blame
     */
    List<Told> ask(List<String> paths);

    /** What an engine answered, whether it was pleased with the question or not. */
    record Told(int status, String body) {}
}
