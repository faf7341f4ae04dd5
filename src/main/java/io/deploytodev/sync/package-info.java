/** The source tree: what it holds here, what it holds on the host, and the way from one to the other. */
@org.jspecify.annotations.NullMarked
package io.deploytodev.sync;
