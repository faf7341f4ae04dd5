/** A project's data in archives: what is taken and how, what an archive looks like, and how it is brought back. */
@org.jspecify.annotations.NullMarked
package io.deploytodev.backup;
