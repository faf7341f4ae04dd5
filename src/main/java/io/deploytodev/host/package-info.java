/** Machines that run commands: the workstation itself and dev hosts over SSH. */
@org.jspecify.annotations.NullMarked
package io.deploytodev.host;
