/** The command line: wiring, one class per verb, exit codes. */
@org.jspecify.annotations.NullMarked
package io.deploytodev.cli;
