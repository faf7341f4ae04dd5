/** The way to a dev host and into its state directory, for every verb: logged in, checked, and with the lock held. */
@org.jspecify.annotations.NullMarked
package io.deploytodev.connection;
