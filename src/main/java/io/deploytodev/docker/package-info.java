/** Docker Compose as the engine of desired state, the Docker API as the eye. */
@org.jspecify.annotations.NullMarked
package io.deploytodev.docker;
