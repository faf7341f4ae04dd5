/** When something is due: cron expressions and the moments that they mean in a time zone. */
@org.jspecify.annotations.NullMarked
package io.deploytodev.cron;
