package io.deploytodev.ops;

import java.io.InputStream;
import java.io.OutputStream;

/** The user's own three streams, for a command that runs elsewhere. */
public record Streams(InputStream in, OutputStream out, OutputStream err) {}
