/** What a deploy can fail with: what happened, why, and what to do next. */
@org.jspecify.annotations.NullMarked
package io.deploytodev.failure;
