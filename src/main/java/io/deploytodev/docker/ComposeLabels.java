package io.deploytodev.docker;

/** The labels with which Compose marks what it makes (its {@code pkg/api/labels.go}). */
final class ComposeLabels {

    static final String PROJECT = "com.docker.compose.project";
    static final String SERVICE = "com.docker.compose.service";
    static final String NUMBER = "com.docker.compose.container-number";
    static final String CONFIG_HASH = "com.docker.compose.config-hash";
    static final String WORKING_DIRECTORY = "com.docker.compose.project.working_dir";
    static final String CONFIG_FILES = "com.docker.compose.project.config_files";
    static final String DEPENDS_ON = "com.docker.compose.depends_on";
    static final String ONE_OFF = "com.docker.compose.oneoff";
    static final String NOT_ONE_OFF = "False";

    private ComposeLabels() {}
}
