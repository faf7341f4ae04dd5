package io.deploytodev.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a Dockerfile says of the image that it makes. */
class DockerfileTest {

    private static final String STAGES = """
            # syntax=docker/dockerfile:1
            ARG BUILDER=maven:3.9
            ARG RUNTIME
            FROM ${BUILDER} AS build
            RUN mvn package
            FROM node:20 AS unused
            FROM ${RUNTIME:-eclipse-temurin:17-jre} AS base
            ENV PORT=8000 \\
                MODE="quiet one"
            RUN apt-get update \\
             # a comment between
             && apt-get install -y curl
            EXPOSE $PORT 9000/tcp 53/udp
            USER 10001:10001
            CMD ["java", "-jar", "old.jar"]
            FROM base
            COPY --from=build /app.jar /
            ENTRYPOINT ["java", "-jar", "/app.jar"]
            HEALTHCHECK --interval=30s --timeout=3s CMD curl -f http://localhost:8000/health || exit 1
            """;

    private static Dockerfile parsed(String text) {
        return Dockerfile.parse(text, Optional.empty(), Map.of());
    }

    @Test
    void theLastStageHasWhatTheStagesBeforeItHave() {
        Dockerfile file = parsed(STAGES);
        assertThat(file.base()).isEqualTo("eclipse-temurin:17-jre");
        assertThat(file.exposed()).containsExactly(8000, 9000);
        assertThat(file.user()).contains("10001:10001");
        assertThat(file.entrypoint()).containsExactly("java", "-jar", "/app.jar");
        assertThat(file.command()).as("a new entrypoint forgets it").isEmpty();
        assertThat(file.environment()).containsEntry("PORT", "8000").containsEntry("MODE", "quiet one");
        assertThat(file.healthcheck()).containsExactly("CMD-SHELL", "curl -f http://localhost:8000/health || exit 1");
    }

    @Test
    void onlyImagesOfStagesThatAreNeededArePulled() {
        assertThat(parsed(STAGES).pulled()).containsExactlyInAnyOrder("maven:3.9", "eclipse-temurin:17-jre");
    }

    @Test
    void argumentsOfTheBuildWin() {
        Dockerfile file = Dockerfile.parse(STAGES, Optional.of("build"), Map.of("BUILDER", "mirror/maven:3"));
        assertThat(file.base()).isEqualTo("mirror/maven:3");
        assertThat(file.pulled()).containsExactly("mirror/maven:3");
    }

    @Test
    void whatAVariableHidesIsNotGuessed() {
        assertThat(parsed("ARG BASE\nFROM $BASE\n").base()).isEmpty();
        assertThat(parsed("ARG BASE\nFROM $BASE\n").pulled()).isEmpty();
    }

    @Test
    void whatItInstallsIsKnownAlsoFromAHereDocument() {
        assertThat(parsed(STAGES).speaksOf("curl")).isTrue();
        assertThat(parsed("FROM debian\nRUN <<EOF\napt-get install -y curl\nEOF\nUSER app\n")
                        .speaksOf("curl"))
                .isTrue();
        assertThat(parsed("FROM debian\nRUN <<EOF\nUSER root\nEOF\nUSER app\n").user())
                .contains("app");
    }

    @Test
    void aHealthcheckInstallsNothing() {
        assertThat(parsed("FROM debian\nHEALTHCHECK CMD curl localhost\n").speaksOf("curl"))
                .isFalse();
        assertThat(parsed("FROM debian\nRUN apt-get install libcurl4\n").speaksOf("curl"))
                .isFalse();
    }

    @Test
    void theShellFormIsALineForTheShell() {
        assertThat(parsed("FROM x\nCMD uvicorn app:app --port 80\n").command())
                .containsExactly("/bin/sh", "-c", "uvicorn app:app --port 80");
        assertThat(parsed("FROM x\nHEALTHCHECK NONE\n").healthcheck()).isEmpty();
    }

    @Test
    void nonsenseIsNoDockerfileAndNoFailure() {
        assertThat(parsed("").base()).isEmpty();
        assertThat(parsed("RUN true\n\\\n").command()).isEmpty();
        assertThat(parsed("FROM a\nCMD [broken\nEXPOSE $X abc 1-x\n").exposed()).isEmpty();
    }
}
