package com.example.scribe;

import com.example.scribe.settings.BadSettings;
import com.example.scribe.settings.Env;
import com.example.scribe.settings.Misbehaviour;
import com.example.scribe.settings.PostgresSettings;
import com.example.scribe.settings.ServiceType;
import com.example.scribe.store.Migration;
import com.example.scribe.store.Migration.MigrationFailed;
import java.security.Security;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Becomes the service that {@code SERVICE_TYPE} names. */
public final class Main {

    private static final int EXIT_FAILED = 1;
    private static final int EXIT_BAD_SETTINGS = 2;

    private Main() {}

    public static void main(String[] args) {
        Instant startedAt = Instant.now();
        useOneLog();
        believeNamesBriefly();
        try {
            run(new Env(System.getenv()), startedAt);
        } catch (BadSettings mistake) {
            log().error(mistake.getMessage());
            System.exit(EXIT_BAD_SETTINGS);
        } catch (MigrationFailed failure) {
            log().error(failure.getMessage());
            System.exit(EXIT_FAILED);
        } catch (Exception failure) {
            log().error("Could not start", failure);
            System.exit(EXIT_FAILED);
        }
    }

    private static void run(Env env, Instant startedAt) throws InterruptedException {
        ServiceType type = ServiceType.read(env);
        Misbehaviour misbehaviour = Misbehaviour.read(env);
        if (type == ServiceType.MIGRATE) {
            PostgresSettings postgres = PostgresSettings.read(env);
            env.complain();
            new Saboteur(misbehaviour).strike();
            log().info(new Migration(postgres).run());
            return;
        }
        Service service = Service.read(type, misbehaviour, env);
        env.complain();
        new Saboteur(misbehaviour).strike();
        service.start(startedAt);
    }

    /** Undertow logs through JBoss Logging, which must be told before its first class is loaded. */
    private static void useOneLog() {
        System.setProperty("org.jboss.logging.provider", "slf4j");
    }

    /** A recreated database has another address; Java would go on to use, or to miss, the old one for long. */
    private static void believeNamesBriefly() {
        Security.setProperty("networkaddress.cache.ttl", "2");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
    }

    private static Logger log() {
        return LoggerFactory.getLogger(Main.class);
    }
}
