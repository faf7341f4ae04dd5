/** Deciding, without I/O: observed state and desired state give actions with their causes. */
@org.jspecify.annotations.NullMarked
package io.deploytodev.plan;
