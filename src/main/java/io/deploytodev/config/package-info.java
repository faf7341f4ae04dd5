/** The user's config/deploy.yml as values, with every problem reported at once. */
@org.jspecify.annotations.NullMarked
package io.deploytodev.config;
