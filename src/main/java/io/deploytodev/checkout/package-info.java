/** A clean checkout of a branch, a tag or a commit, beside the user's own: fetched by git, kept in the user's cache. */
@org.jspecify.annotations.NullMarked
package io.deploytodev.checkout;
