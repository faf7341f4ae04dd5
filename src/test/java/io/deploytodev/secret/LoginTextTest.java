package io.deploytodev.secret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "redis-server --requirepass hunter22 --save|hunter22",
                "redis-cli -h cache -a hunter22 ping|hunter22",
                "PGPASSWORD='hunter 22' psql -U app|hunter 22",
                "app --api-key=hunter22|hunter22",
                "app --token \"hunter 22\" --verbose|hunter 22",
                "username=me,password=hunter22,vers=3|hunter22",
            })
    void whatACommandLogsInWithIsFound(String command, String password) {
        assertThat(LoginText.ofCommand(command)).containsExactly(password);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "app --password-file /run/secrets/db --port 80",
                "redis-server --requirepass $REDIS_PASSWORD",
                "worker --key-prefix-size 3",
                "sh -c echo the secret of success",
                "ssh -a host",
                "python -m passlib",
            })
    void whatGivesNothingAwayIsLeftAlone(String command) {
        assertThat(LoginText.ofCommand(command).stream().filter(word -> !word.matches("[0-9]{1,5}")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgres://app:hunter22@db/app|hunter22",
                "amqp://:hunter22@mq|hunter22",
                "see http://a:b@c and redis://u:hunter22@d:1/0|hunter22",
                "postgres://app:hunter%2F2%402@db|hunter/2@2",
                "postgres://app:100%hunter@db|100%hunter",
            })
    void whatAnAddressLogsInWithIsFoundAsItIsMeant(String text, String password) {
        assertThat(LoginText.ofAddresses(text)).contains(password);
    }
}
