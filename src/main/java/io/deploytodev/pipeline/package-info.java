/** Steps with needs, run side by side where the needs allow; knows neither Docker nor SSH. */
@org.jspecify.annotations.NullMarked
package io.deploytodev.pipeline;
