package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

/** A deploy that has to fail: with words and an exit code, and without harm to what ran before. */
final class Refusal {

    private final DevHost host;
    private final SampleProject project;
    private final Gateway gateway;

    Refusal(DevHost host, SampleProject project) {
        this.host = host;
        this.project = project;
        this.gateway = new Gateway(host);
    }

    /** Does something that can be undone. */
    @FunctionalInterface
    interface Doing {
        void run() throws Exception;
    }

    /**
     * Deploys after something was broken, and mends it before it looks at what runs.
     *
     * @param words that the output must hold
     */
    Tool.Result with(int exitCode, Doing breaking, Doing mending, String... words) throws Exception {
        Map<String, String> before = host.containers();
        String version = version();
        Tool.Result result = refused(exitCode, breaking, mending, words);
        assertThat(host.containers()).as(result.output()).isEqualTo(before);
        assertThat(version()).isEqualTo(version);
        assertThat(gateway.get("/health").statusCode()).isEqualTo(200);
        return result;
    }

    /** The same where a service was replaced and put back: it is another container, and serves what it served. */
    Tool.Result rolledBack(Doing breaking, Doing mending, String... words) throws Exception {
        String version = version();
        Tool.Result result = refused(12, breaking, mending, words);
        assertThat(result.output()).contains("serves again");
        assertThat(version()).isEqualTo(version);
        assertThat(gateway.get("/health").statusCode()).isEqualTo(200);
        return result;
    }

    private Tool.Result refused(int exitCode, Doing breaking, Doing mending, String... words) throws Exception {
        Tool.Result result;
        try {
            breaking.run();
            result = Tool.deploy(project);
        } finally {
            mending.run();
        }
        assertThat(result.exitCode()).as(result.output()).isEqualTo(exitCode);
        assertThat(result.output()).contains(words);
        assertThat(result.output())
                .containsPattern("(?m)^FAILED")
                .containsPattern("(?m)^why ")
                .containsPattern("(?m)^next ");
        assertThat(result.output()).doesNotContain("\tat ").doesNotContain("Exception");
        return result;
    }

    private String version() throws Exception {
        return gateway.get("/version").body().replaceAll("\"startedAt\":[^,}]*", "");
    }
}
