/** What on-call runs: verbs that look at a dev server, and such that repair it. */
@org.jspecify.annotations.NullMarked
package io.deploytodev.ops;
