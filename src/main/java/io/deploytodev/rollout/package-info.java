/** How a service goes from its old container to its new one. */
@org.jspecify.annotations.NullMarked
package io.deploytodev.rollout;
