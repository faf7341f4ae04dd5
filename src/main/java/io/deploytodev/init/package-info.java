/** How a stranger's Compose project becomes one that can be deployed: what its files tell, guessed with reasons. */
@org.jspecify.annotations.NullMarked
package io.deploytodev.init;
