package io.deploytodev.deploy;

/**
 * A project that was resolved before its files reached the host.
 *
 * @param project as it will be once they have
 * @param staging where more can be asked about it until then
 * @param environment that it was resolved with
 */
record StagedProject(ResolvedProject project, Staging staging, EnvironmentFile environment) {}
