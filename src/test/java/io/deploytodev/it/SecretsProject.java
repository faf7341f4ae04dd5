package io.deploytodev.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A project with a word of its own in each place that can hold a secret. */
final class SecretsProject {

    private static final String COMPOSE = """
            services:
              web:
                image: %s
                entrypoint: [redis-server, --save, "", --requirepass, zqcommand4106]
                environment: &all
                  APP_PASSWORD: ${APP_PASSWORD}
                  BROKER: ${BROKER}
                  SIGNING_KEY: ${SIGNING_KEY}
                  GITHUB_TOKEN: zqliteral4105
                secrets: [from_file, from_variable]
            %s
            secrets:
              from_file: {file: ./secrets/token.txt}
              from_variable: {environment: SEED}
            """;

    /** All that it knows, in several ways, as a program does that fails with its whole configuration in its log. */
    private static final String TALKER = """
              talker:
                image: %s
                environment: *all
                secrets: [from_file, from_variable]
                entrypoint:
                  - sh
                  - -c
                  - |
                    env
                    echo "error: cannot connect to $$BROKER with password \\"$$APP_PASSWORD\\""
                    printf 'error: {"key": "%%s"}\\n' "$$SIGNING_KEY"
                    echo "Authorization: Basic $$(printf 'me:%%s' "$$APP_PASSWORD" | base64 -w 0)"
                    head -n 3 /run/secrets/* | sed 's/^/error: /'
                    base64 -w 0 /run/secrets/from_variable; echo
                    exit 1
            """;

    private static final String BUILT = """
              built:
                image: built:1
                build:
                  context: .
                  args: {DEPLOY_TOKEN: zqbuildarg4107}
                  secrets: [from_variable, from_file]
                  dockerfile_inline: |
                    FROM %s
                    ARG DEPLOY_TOKEN
                    RUN --mount=type=secret,id=from_variable --mount=type=secret,id=from_file \\
                        echo "token $$DEPLOY_TOKEN"; head -n 3 /run/secrets/*; exit 3
                entrypoint: [sleep, "1000"]
            """;

    private static final String READINESS = "readiness: {web: {redis: {password: zqcommand4106}}}\n";

    private static final String ENVIRONMENT = """
            APP_PASSWORD='zqenvfile4101"&+/x'
            BROKER=amqp://me:zqaddress4102@broker.example.internal:5672/jobs
            SIGNING_KEY="-----BEGIN KEY-----
            zqsecondline4103
            -----END KEY-----"
            SEED=zqsecretvariable
            """;

    private final QuickProject project;

    SecretsProject(QuickProject project) throws IOException {
        this.project = project;
        Path secrets = Files.createDirectories(project.source().resolve("secrets"));
        Files.writeString(secrets.resolve("token.txt"), "zqsecretfile4104\n");
        Files.writeString(project.config().resolveSibling("dev.env"), ENVIRONMENT);
    }

    void good() throws IOException {
        configure("");
        project.compose(COMPOSE.formatted(QuickProject.IMAGE, ""));
    }

    void talking() throws IOException {
        configure("");
        project.compose(COMPOSE.formatted(QuickProject.IMAGE, TALKER.formatted(QuickProject.IMAGE)));
    }

    void configure(String added) throws IOException {
        project.configure("compose: {env_file: dev.env}\n" + READINESS + added);
    }

    void building() throws IOException {
        configure("");
        with(BUILT.formatted(QuickProject.IMAGE));
    }

    /** The project with one service more. */
    void with(String service) throws IOException {
        project.compose(COMPOSE.formatted(QuickProject.IMAGE, service));
    }
}
