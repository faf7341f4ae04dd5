/** The deploy: the story in DeployPipeline, and one class per step. */
@org.jspecify.annotations.NullMarked
package io.deploytodev.deploy;
