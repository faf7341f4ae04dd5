package io.deploytodev.ops;

import java.util.Optional;

/**
 * How a command in a container ended.
 *
 * @param refused the engine's words when it could not so much as start it; the exit code is then that of a shell
 */
public record Ended(int exitCode, Optional<String> refused) {}
