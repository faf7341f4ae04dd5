/** What the dev host remembers of a deploy, and the lock that keeps deploys apart. */
@org.jspecify.annotations.NullMarked
package io.deploytodev.release;
