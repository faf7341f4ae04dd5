package io.deploytodev.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {

    private final Secrets secrets = new Secrets();

    /** What Compose 2.26 says of such files, word for word. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "PW=\"s3cretvalue abc|failed to read /e: line 3: unterminated quoted value \"s3cretvalue abc|s3cretvalue",
                "PW=s3cret$valueabc-rest|The \"valueabc\" variable is not set. Defaulting to a blank string.|valueabc",
                "PW=s3cret${valueabc-rest|failed to read /e: Invalid template: \"s3cret${valueabc-rest\"|valueabc",
                "MEM=s3cretvalue|error decoding 'services[a].mem_limit': invalid size: 's3cretvalue'|s3cretvalue",
                "PORT=s3cretvalue|Invalid hostPort: s3cretvalue|s3cretvalue",
                "IMG=s3cret!Value|unable to get image 's3cret!Value': invalid reference format|s3cret!Value",
                "export TOKEN='dollar$$sign'|the value dollar$sign is wrong|dollar$sign",
                "PROXY=http://me:hunter22@proxy:3128|proxyconnect tcp: http://me:hunter22@proxy|hunter22",
                "API_KEY: abcd|key abcd is not known|abcd",
                "PASSWORD=abc\\def\"g|invalid: \"abc\\\\def\\\"g\"|def",
            })
    void whatComposeQuotesIsReplacedByTheNameOfItsVariable(String line, String said, String secret) {
        secrets.learnFile("# first\nOTHER=1\n" + line + "\n");
        String name = line.replaceFirst("export ", "").split("[=:]", 2)[0];
        assertThat(secrets.mask(said)).doesNotContain(secret).contains("${" + name + "}");
    }

    @ParameterizedTest
    @CsvSource({
        "POSTGRES_DB=scribe, database scribe is ready",
        "POSTGRES_IMAGE=registry.example.com:5000/team/postgres:15, pull registry.example.com:5000/team/postgres:15",
        "BIND=127.0.0.1, listens on 127.0.0.1 only",
        "API_URL=http://dev.example.internal:8000/health, GET http://dev.example.internal:8000/health",
        "DEBUG_AUTH=true, it is true",
        "POSTGRES_PASSWORD=postgres, postgres did not become ready",
        "POSTGRES_PASSWORD=password, password authentication failed",
        "REDIS_PASSWORD=api-gateway, api-gateway did not become ready",
        "PASSWORD=devel, the development server",
    })
    void whatHelpsToUnderstandIsLeftAlone(String line, String said) {
        secrets.learnFile(line);
        secrets.spare(List.of("api-gateway", "postgres"));
        assertThat(secrets.mask(said)).isEqualTo(said);
    }

    @Test
    void aFailureIsMaskedAsAWholeAndSoIsItsCause() {
        secrets.learn(Map.of("REDIS_PASSWORD", "hunter22"));
        RuntimeException inner = new IllegalStateException("refused hunter22");
        DeployFailure failure = secrets.mask(new DeployFailure(
                FailureKind.BUILD,
                "a hunter22",
                "b hunter22",
                "c hunter22",
                List.of("d hunter22"),
                new RuntimeException("no", inner)));

        assertThat(List.of(
                        failure.what(),
                        failure.why(),
                        failure.next(),
                        failure.evidence().get(0)))
                .containsExactly(
                        "a ${REDIS_PASSWORD}", "b ${REDIS_PASSWORD}", "c ${REDIS_PASSWORD}", "d ${REDIS_PASSWORD}");
        assertThat(failure).hasStackTraceContaining("RuntimeException");
        java.io.StringWriter trace = new java.io.StringWriter();
        failure.printStackTrace(new java.io.PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain("hunter22");
        assertThat(secrets.toString()).doesNotContain("hunter22");
    }
}
