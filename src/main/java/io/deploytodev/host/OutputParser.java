package io.deploytodev.host;

/** Makes the answer of a command's output; pure. */
@FunctionalInterface
public interface OutputParser<R> {

    R parse(CommandResult result);
}
