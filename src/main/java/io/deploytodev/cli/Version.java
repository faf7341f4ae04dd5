package io.deploytodev.cli;

import picocli.CommandLine.IVersionProvider;

/** What the jar's manifest says of itself. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Main.class.getPackage().getImplementationVersion();
        return new String[] {"deploy-to-dev " + (version == null ? "(not packaged)" : version)};
    }
}
