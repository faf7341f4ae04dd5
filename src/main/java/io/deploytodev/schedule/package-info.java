/** What runs without anybody's asking: which schedule is due, and that it runs once. */
@org.jspecify.annotations.NullMarked
package io.deploytodev.schedule;
