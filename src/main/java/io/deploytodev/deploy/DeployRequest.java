package io.deploytodev.deploy;

import io.deploytodev.config.DeployConfig;

/**
 * What to deploy, and where.
 *
 * @param host one of the configuration's
 * @param who user and machine, for the lock and the record
 * @param alwaysBuild whether to build even what was built before from the same tree
 */
public record DeployRequest(DeployConfig config, DeployConfig.HostEntry host, String who, boolean alwaysBuild) {}
