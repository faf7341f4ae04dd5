package io.deploytodev.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** The schema and the reader must say the same of a file, or an editor lies. */
class ConfigSchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A key that is like none, so that the reader answers with all that it knows. */
    private static final String STRANGE = "qqqqqqqqqqqq";

    private static final Pattern KNOWN = Pattern.compile(STRANGE + " is not known; the keys here are (.*)");

    private final Schema schema =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(ConfigLoader.schema());

    @TempDir
    private Path temporary;

    private ConfigFiles files;

    @BeforeEach
    void directory() {
        files = new ConfigFiles(temporary);
    }

    @Test
    void theExampleAndTheDemosConfigurationFitTheSchema() throws IOException {
        for (String file : List.of("config/deploy.example.yml", "config/deploy.yml")) {
            assertThat(errors(Files.readString(Path.of(file)))).as(file).isEmpty();
        }
    }

    @Test
    void theExampleNamesTheSchemaThatLiesBesideIt() throws IOException {
        assertThat(Files.readAllLines(Path.of("config/deploy.example.yml")).get(0))
                .isEqualTo("# yaml-language-server: $schema=deploy.schema.json");
        assertThat(Path.of("config/deploy.schema.json")).exists().content().isEqualTo(ConfigLoader.schema());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                         | # | qqqqqqqqqqqq: 1",
                "source                     | #/properties/source | source: {qqqqqqqqqqqq: 1}",
                "hosts.test                 | #/definitions/host | hosts: {test: {address: a, qqqqqqqqqqqq: 1}}",
                "compose                    | #/properties/compose | compose: {qqqqqqqqqqqq: 1}",
                "timeouts                   | #/properties/timeouts | timeouts: {qqqqqqqqqqqq: 1}",
                "health                     | #/properties/health | health: {url: 'http://a', qqqqqqqqqqqq: 1}",
                "disk                       | #/properties/disk | disk: {qqqqqqqqqqqq: 1}",
                "backup                     | #/properties/backup | backup: {qqqqqqqqqqqq: 1}",
                "backup.keep                | #/properties/backup/properties/keep | backup: {keep: {qqqqqqqqqqqq: 1}}",
                "ref                        | #/properties/ref | ref: {qqqqqqqqqqqq: 1}",
                "notify                     | #/properties/notify | notify: {qqqqqqqqqqqq: 1}",
                "hooks                      | #/properties/hooks | hooks: {qqqqqqqqqqqq: 1}",
                "hooks.before_sync          | #/definitions/hookWithSettings | hooks: {before_sync: {run: a, qqqqqqqqqqqq: 1}}",
                "schedules.a                | #/definitions/schedule | schedules: {a: {qqqqqqqqqqqq: 1}}",
                "readiness.a                | #/definitions/rule | readiness: {a: {qqqqqqqqqqqq: 1}, b: {tcp: 1, qqqqqqqqqqqq: 1}, c: {checks: [{tcp: 1}], qqqqqqqqqqqq: 1}}",
                "readiness.a[1]             | #/definitions/check | readiness: {a: [{qqqqqqqqqqqq: 1}, {tcp: 1, qqqqqqqqqqqq: 1}]}",
                "readiness.a.http           | #/definitions/http | readiness: {a: {http: {port: 1, qqqqqqqqqqqq: 1}}}",
                "readiness.a.websocket      | #/definitions/websocket | readiness: {a: {websocket: {port: 1, qqqqqqqqqqqq: 1}}}",
                "readiness.a.postgres       | #/definitions/postgres | readiness: {a: {postgres: {qqqqqqqqqqqq: 1}}}",
                "readiness.a.bolt           | #/definitions/login | readiness: {a: {bolt: {qqqqqqqqqqqq: 1}}}",
                "readiness.a.redis          | #/definitions/login | readiness: {a: {redis: {qqqqqqqqqqqq: 1}}}",
            })
    void theSchemaKnowsTheKeysThatTheReaderKnows(String place, String pointer, String yaml) throws IOException {
        Set<String> keys = new TreeSet<>();
        String text = (yaml.startsWith("hosts") ? "project: shop\n" : ConfigFiles.MINIMAL) + yaml;
        for (String problem : files.problems(text)) {
            Matcher known = KNOWN.matcher(problem);
            if (known.find()) {
                keys.addAll(List.of(known.group(1).split(", ", -1)));
            }
        }
        assertThat(keys).as("keys of " + place).isNotEmpty();
        assertThat(properties(pointer)).isEqualTo(keys);
        assertThat(errors(text)).isNotEmpty();
    }

    @Test
    void everyPlaceOfTheSchemaIsClosed() throws IOException {
        List<String> open = new ArrayList<>();
        collectOpen(JSON.readTree(ConfigLoader.schema()), "#", open);
        assertThat(open).as("objects with properties that let other keys in").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "infrastructure: postgres",
                "infrastructure: [postgres, redis]",
                "types: {writers: [a, b], all: '*'}",
                "compose: {files: docker-compose.yml, profiles: [mail]}",
                "compose:",
                "readiness: {a: {port: 8000}}",
                "readiness: {a: {port: '${PORT:-8000}', path: /h, status: [200, 204]}}",
                "readiness: {a: [{tcp: 9092}, {log: 'started .*'}, {health: true}]}",
                "readiness: {a: {checks: [{command: [a, b]}, {command: a b}], deadline: 3m, restarts: 0, stable_for: 5s}}",
                "readiness: {a: {redis: }, b: {bolt: {port: 7687, password_env: PW}}}",
                "readiness: {a: {http: {port: 1, json: {status: [ok, fine], parts: {llm: up}, n: 3}}, timeout: 2s}}",
                "readiness: {a: {stable_for: 0s}}",
                "health: {url: 'https://a/health', websocket: /ws, headers: {x: y}, stable_for: 10s}",
                "health: {url: '${URL:-http://a}'}",
                "health: {port: 8080, path: /api/health, websocket: /ws}",
                "health:",
                "disk: {free: 500MB, build_cache: 20 GB}",
                "disk: {free: '${ROOM:-1.5gb}'}",
                "disk:",
                "backup:",
                "backup: {to: workstation, directory: '~/b', directories: [up, /srv/x], exclude_volumes: cache}",
                "backup: {to: '${TO:-host}', keep: {count: 3, days: '${DAYS:-9}'}, services: {a: dump, b: '${HOW:-skip}'}}",
                "ref:",
                "ref: {remote: 'ssh://git@a/b', env_file: same, timeout: 1h}",
                "ref: {host_env_file: nightly.env}",
                "notify:",
                "notify: {webhook_env: HOOK, secret_env: KEY, format: slack, on: [failure, always], dead_man_env: PING}",
                "notify: {on: recovery}",
                "hooks:",
                "hooks: {before_sync: make assets, after_deploy: [echo, ''], on_failure: }",
                "hooks: {before_build: {run: 'a $B', on: host, timeout: 1h}, before_rollout: {run: [a, 1]}}",
                "hooks: {before_build: {run: a, on: '${WHERE:-host}', timeout: '${T:-5m}'}}",
                "schedules:",
                "schedules: {nightly: {cron: '0 2 * * *', zone: UTC}}",
                "schedules: {a.b-C_1: {cron: '@daily', zone: Europe/Berlin, notify: always, ref: v1.2, services: a}}",
                "schedules: {a: {cron: ' 0  2 L * fri#2 ', zone: '+02:00', host: dev, retries: 0, jitter: 0s, notify: []}}",
                "schedules: {a: {cron: '${C:-@weekly}', zone: '${Z:-UTC}', skip_unchanged: '${S:-false}', backup_first: true}}",
                "timeouts: {services: 90s, health: 1h, infrastructure: '${T:-5m}'}",
            })
    void whatTheReaderTakesTheSchemaTakes(String yaml) throws IOException {
        files.load(ConfigFiles.MINIMAL + yaml + "\n");
        assertThat(errors(ConfigFiles.MINIMAL + yaml + "\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "project: Shop",
                "compose: {files: {a: b}}",
                "compose: {env_file: a, host_env_file: b}",
                "infrastructure: {a: b}",
                "readiness: {a: {port: 70000}}",
                "readiness: {a: {path: /h}}",
                "readiness: {a: {port: 1, path: h}}",
                "readiness: {a: {port: 1, status: 99}}",
                "readiness: {a: []}",
                "readiness: {a: {health: false}}",
                "readiness: {a: {websocket: {path: /ws}}}",
                "readiness: {a: {tcp: 1, timeout: 0s}}",
                "readiness: {a: {tcp: 1, restarts: -1}}",
                "readiness: {a: {tcp: 1, deadline: soon}}",
                "readiness: {a: {redis: {password: a, password_env: b}}}",
                "health: {url: 'http://a', port: 80}",
                "health: {url: 'ftp://a'}",
                "disk: {free: 500}",
                "disk: {free: much}",
                "disk: {build_cache: 10GiB}",
                "backup: {to: moon}",
                "backup: {services: {a: copy}}",
                "backup: {services: {a: }}",
                "backup: {keep: {count: 0}}",
                "backup: {keep: 7}",
                "ref: {env_file: a, host_env_file: b}",
                "ref: {timeout: 0s}",
                "notify: {webhook_env: 'https://a/b'}",
                "notify: {format: xml}",
                "notify: {on: [success]}",
                "hooks: {before_sync: ''}",
                "hooks: {before_sync: []}",
                "hooks: {before_sync: [[a]]}",
                "hooks: {before_sync: {on: host}}",
                "hooks: {before_sync: {run: a, on: moon}}",
                "hooks: {before_sync: {run: a, timeout: 0s}}",
                "hooks: {after_sync: a}",
                "schedules: {a: }",
                "schedules: {a: {cron: '0 2 * * *'}}",
                "schedules: {a: {zone: UTC}}",
                "schedules: {a: {cron: '0 2 * *', zone: UTC}}",
                "schedules: {a: {cron: '0 2 * * * *', zone: UTC}}",
                "schedules: {a: {cron: '@daily', zone: UTC, retries: 21}}",
                "schedules: {a: {cron: '@daily', zone: UTC, backoff: 0s}}",
                "schedules: {a: {cron: '@daily', zone: UTC, skip_unchanged: maybe}}",
                "schedules: {a: {cron: '@daily', zone: UTC, notify: [often]}}",
                "schedules: {-a: {cron: '@daily', zone: UTC}}",
                "schedules: {a/b: {cron: '@daily', zone: UTC}}",
                "timeouts: {services: 90}",
                "timeouts: {services: 0s}",
                "hosts: {dev: {user: ann}}",
                "hosts: {dev: {address: a, port: 0}}",
                "hosts: {dev: {address: a, user: -x}}",
                "hosts: {}",
            })
    void whatTheReaderRefusesTheSchemaRefuses(String yaml) throws IOException {
        String key = yaml.substring(0, yaml.indexOf(':'));
        String text =
                switch (key) {
                    case "project" -> yaml + "\nhosts: {dev: {address: a}}\n";
                    case "hosts" -> "project: shop\n" + yaml + "\n";
                    default -> ConfigFiles.MINIMAL + yaml + "\n";
                };
        assertThat(files.problems(text)).isNotEmpty();
        assertThat(errors(text)).isNotEmpty();
    }

    private List<Error> errors(String yaml) throws IOException {
        LoaderOptions loading = new LoaderOptions();
        DumperOptions dumping = new DumperOptions();
        Object read = new Yaml(
                        new SafeConstructor(loading), new Representer(dumping), dumping, loading, new AsInEditors())
                .load(yaml);
        return schema.validate(JSON.readTree(JSON.writeValueAsString(read)));
    }

    private static Set<String> properties(String pointer) throws IOException {
        Set<String> names = new TreeSet<>();
        JSON.readTree(ConfigLoader.schema())
                .at(pointer.substring(1))
                .get("properties")
                .fieldNames()
                .forEachRemaining(names::add);
        return names;
    }

    private static void collectOpen(JsonNode node, String at, List<String> open) {
        if (node.isObject()
                && node.path("properties").isObject()
                && !node.path("type").isMissingNode()) {
            if (!node.path("additionalProperties").equals(JSON.getNodeFactory().booleanNode(false))) {
                open.add(at);
            }
        }
        node.properties().forEach(field -> collectOpen(field.getValue(), at + "/" + field.getKey(), open));
    }

    /** YAML 1.2, by which "on" is a word. */
    private static final class AsInEditors extends Resolver {
        @Override
        public void addImplicitResolver(Tag tag, Pattern pattern, String first, int limit) {
            if (tag.equals(Tag.BOOL)) {
                super.addImplicitResolver(tag, Pattern.compile("true|false"), "tf", limit);
            } else {
                super.addImplicitResolver(tag, pattern, first, limit);
            }
        }
    }
}
