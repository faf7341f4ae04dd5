/** What is looked at before anything is changed: one class for each thing that may be in the way. */
@org.jspecify.annotations.NullMarked
package io.deploytodev.checks;
