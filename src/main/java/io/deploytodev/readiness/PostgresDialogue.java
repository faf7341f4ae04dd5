package io.deploytodev.readiness;

import io.deploytodev.host.TcpStream;
import io.deploytodev.readiness.ProbeResult.Never;
import io.deploytodev.readiness.ProbeResult.NotYet;
import io.deploytodev.readiness.ProbeResult.Ready;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One login and one query by the Postgres driver. */
final class PostgresDialogue {

    /** Held here because a logger that nobody holds may be collected, and its level with it. */
    private static final Logger DRIVER_LOG = Logger.getLogger("org.postgresql");

    static {
        DRIVER_LOG.setLevel(Level.OFF);
    }

    private PostgresDialogue() {}

    static ProbeResult hold(TcpStream stream, PostgresLogin login) throws IOException {
        try (Connection connection = connect(stream, login);
                Statement statement = connection.createStatement();
                ResultSet one = statement.executeQuery("SELECT 1")) {
            return one.next() && one.getInt(1) == 1
                    ? new Ready("logged in to " + login.database() + " as " + login.user() + ", SELECT 1 answered")
                    : new NotYet("SELECT 1 did not answer 1");
        } catch (SQLException e) {
            IOException trouble = Wording.connectionTrouble(e);
            if (trouble != null) {
                throw trouble;
            }
            return judge(Objects.requireNonNullElse(e.getSQLState(), ""), whatItSaid(e, login.password()), login);
        }
    }

    private static Connection connect(TcpStream stream, PostgresLogin login) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", login.user());
        // An empty one rather than none: for want of one the driver would look into the user's own ~/.pgpass.
        properties.setProperty(
                "password", login.password() == null ? "" : login.password().reveal());
        // Each attempt to encrypt may end in a second connection; the tunnel encrypts already.
        properties.setProperty("sslmode", "disable");
        properties.setProperty("gssEncMode", "disable");
        // Of any that still lives; so the driver says in its first words what would else be two questions more.
        properties.setProperty("assumeMinServerVersion", "9.4");
        properties.setProperty("ApplicationName", "deploy-to-dev readiness");
        properties.setProperty("socketFactory", PostgresStreams.class.getName());
        // The address is never connected to; a literal one spares the driver a look-up.
        String url = "jdbc:postgresql://127.0.0.1/" + URLEncoder.encode(login.database(), StandardCharsets.UTF_8);
        return PostgresStreams.connect(stream, url, properties);
    }

    private static ProbeResult judge(String state, String said, PostgresLogin login) {
        return switch (state) {
            case "28P01" -> new Never(said, wrongPassword(login));
            case "28000" ->
                new Never(
                        said,
                        "the user " + login.user() + " may not log in this way: the data volume was created for another"
                                + " user (POSTGRES_USER counts only for an empty volume), or pg_hba.conf lets it in from"
                                + " elsewhere only");
            // Not a matter of time: the official image listens on a unix socket only until the database is there.
            case "3D000" ->
                new Never(
                        said,
                        "the data volume was created without this database, and POSTGRES_DB counts only for an empty"
                                + " volume; create it in the service's container: createdb -U " + login.user() + " "
                                + login.database());
            case "42501" ->
                new Never(
                        said, "let " + login.user() + " connect: GRANT CONNECT ON DATABASE " + login.database() + " …");
            case "08004" ->
                login.password() == null
                        ? new Never(said, "set POSTGRES_PASSWORD for this service; the server asks for one")
                        : new NotYet(said);
            default -> new NotYet(said);
        };
    }

    private static String wrongPassword(PostgresLogin login) {
        return "user or password in the service's environment differ from those that the data volume was created with"
                + " (POSTGRES_USER and POSTGRES_PASSWORD count only for an empty volume): put the old ones back, or set a new password in the"
                + " service's container: psql -U " + login.user() + " -d " + login.database()
                + " -c '\\password'";
    }

    private static String whatItSaid(SQLException e, @Nullable Secret password) {
        String message = Objects.requireNonNullElse(e.getMessage(), "")
                .replaceFirst("^FATAL: ", "")
                .replaceFirst("^ERROR: ", "");
        return Wording.oneLine(password == null ? message : password.hiddenIn(message));
    }
}
