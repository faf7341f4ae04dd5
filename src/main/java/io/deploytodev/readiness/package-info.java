/** Probes that tell whether a service really answers, and the wait for them. */
@org.jspecify.annotations.NullMarked
package io.deploytodev.readiness;
