package io.deploytodev.readiness;

import io.deploytodev.host.TcpStream;
import io.deploytodev.readiness.ProbeResult.Never;
import io.deploytodev.readiness.ProbeResult.NotYet;
import io.deploytodev.readiness.ProbeResult.Ready;
import java.io.IOException;
import java.util.Objects;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** One login and one {@code PING} by the Redis driver. */
final class RedisDialogue {

    private RedisDialogue() {}

    static ProbeResult hold(TcpStream stream, RedisLogin login) throws IOException {
        JedisSocketFactory onTheStream = () -> {
            try {
                return StreamSocket.over(stream);
            } catch (IOException e) {
                throw new JedisConnectionException(e);
            }
        };
        DefaultJedisClientConfig.Builder config =
                DefaultJedisClientConfig.builder().clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
        if (login.password() != null) {
            config.password(login.password().reveal());
            if (login.user() != null) {
                config.user(login.user());
            }
        }
        try (Connection connection = new Connection(onTheStream, config.build())) {
            connection.ping();
            return new Ready(login.password() == null ? "PING answered" : "logged in, PING answered");
        } catch (JedisException e) {
            IOException trouble = Wording.connectionTrouble(e);
            if (trouble != null) {
                throw trouble;
            }
            return judge(whatItSaid(e, login));
        }
    }

    private static ProbeResult judge(String said) {
        String word = said.isEmpty() ? "" : said.substring(0, (said + " ").indexOf(' '));
        return switch (word) {
            case "WRONGPASS" ->
                new Never(
                        said,
                        "the password in the service's environment is not the one that this server runs with: look at"
                                + " requirepass in its command or its configuration file");
            case "NOAUTH" ->
                new Never(
                        said,
                        "the server asks for a password, but neither the service's command (--requirepass) nor its"
                                + " environment (REDIS_PASSWORD) tells which");
            case "NOPERM" -> new Never(said, "let this user send PING (ACL SETUSER … +ping)");
            case "-DENIED", "DENIED" ->
                new Never(
                        said,
                        "it answers only itself for want of a password: start it with --requirepass, or with"
                                + " --protected-mode no");
            default ->
                said.contains("without any password configured")
                        ? new Never(
                                said,
                                "the environment has a password, but the server was started without one: add"
                                        + " --requirepass to the service's command")
                        // LOADING, MASTERDOWN, BUSY and what else passes by itself.
                        : new NotYet(said);
        };
    }

    private static String whatItSaid(JedisException e, RedisLogin login) {
        String message = Objects.requireNonNullElse(e.getMessage(), "");
        return Wording.oneLine(
                login.password() == null ? message : login.password().hiddenIn(message));
    }
}
