/** Renderers of events: a live terminal, plain lines, JSON lines. */
@org.jspecify.annotations.NullMarked
package io.deploytodev.console;
