package io.deploytodev.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunningProjectTest {

    private static final String INSPECTED = """
            [{"Id": "0123456789abcdef", "Name": "/shop-api-1", "Image": "sha256:aaaa",
              "Config": {"Hostname": "0123456789ab", "User": "app", "Image": "shop-api", "Tty": false,
                "Env": ["PASSWORD=pa$word", "EMPTY="], "Cmd": ["serve", "--port=8000"], "Entrypoint": null,
                "WorkingDir": "/app", "StopTimeout": 10, "ExposedPorts": {"8000/tcp": {}},
                "Labels": {"com.docker.compose.service": "api", "team": "writers",
                  "com.docker.compose.depends_on": "db:service_healthy:false,migrate:service_completed_successfully:false"},
                "Healthcheck": {"Test": ["CMD", "healthy"], "Interval": 10000000000, "Retries": 3}},
              "HostConfig": {"NetworkMode": "shop_default", "Privileged": false, "Memory": 536870912, "NanoCpus": 500000000,
                "RestartPolicy": {"Name": "on-failure", "MaximumRetryCount": 3}, "CapAdd": ["NET_ADMIN"],
                "PortBindings": {"8000/tcp": [{"HostIp": "127.0.0.1", "HostPort": "8000"}]},
                "LogConfig": {"Type": "json-file", "Config": {"max-size": "10m"}}},
              "Mounts": [{"Type": "volume", "Name": "shop_files", "Destination": "/files", "RW": true},
                {"Type": "bind", "Source": "/home/ada/shop/conf", "Destination": "/conf", "RW": false}],
              "NetworkSettings": {"Networks": {"shop_default": {"Aliases": ["shop-api-1", "api", "0123456789ab"]}}}},
             {"Id": "fedc", "Name": "/old-migrate", "Image": "sha256:bbbb",
              "Config": {"Image": "sha256:bbbb", "Labels": {"com.docker.compose.service": "migrate"}},
              "HostConfig": {"NetworkMode": "host"}}]
            """;

    private final RunningProject project = RunningProject.parse(INSPECTED);

    @Test
    void eachServiceHasTheImageThatItRuns() {
        assertThat(project.images().get("api").nameOr("shop-x")).isEqualTo(new ImageName("shop-api"));
        assertThat(project.images().get("migrate").nameOr("shop-migrate")).isEqualTo(new ImageName("shop-migrate"));
    }

    @Test
    void whatRunsCanBeMadeAgain() throws IOException {
        JsonNode api = model().path("services").path("api");
        assertThat(api.path("image").asText()).isEqualTo("shop-api:content-aaaa");
        assertThat(api.path("environment").path("PASSWORD").asText()).isEqualTo("pa$$word");
        assertThat(api.path("command").toString()).isEqualTo("[\"serve\",\"--port=8000\"]");
        assertThat(api.path("user").asText()).isEqualTo("app");
        assertThat(api.path("restart").asText()).isEqualTo("on-failure:3");
        assertThat(api.path("mem_limit").asText()).isEqualTo("536870912");
        assertThat(api.path("cpus").asDouble()).isEqualTo(0.5);
        assertThat(api.path("cap_add").toString()).isEqualTo("[\"NET_ADMIN\"]");
        assertThat(api.path("stop_grace_period").asText()).isEqualTo("10s");
        assertThat(api.path("labels").toString()).isEqualTo("{\"team\":\"writers\"}");
        assertThat(api.path("healthcheck").path("interval").asText()).isEqualTo("10000000000ns");
        assertThat(api.path("ports").path(0).path("published").asText()).isEqualTo("8000");
        assertThat(api.path("ports").path(0).path("host_ip").asText()).isEqualTo("127.0.0.1");
        assertThat(api.path("logging").path("options").path("max-size").asText())
                .isEqualTo("10m");
        assertThat(List.of("hostname", "container_name", "privileged", "entrypoint", "tty", "depends_on"))
                .noneMatch(api::has);
    }

    @Test
    void volumesAndNetworksKeepTheirNames() throws IOException {
        JsonNode model = model();
        assertThat(model.path("volumes").path("shop_files").toString())
                .isEqualTo("{\"external\":true,\"name\":\"shop_files\"}");
        assertThat(model.path("networks").path("shop_default").path("external").asBoolean())
                .isTrue();
        JsonNode api = model.path("services").path("api");
        assertThat(api.path("volumes").path(0).path("source").asText()).isEqualTo("shop_files");
        assertThat(api.path("volumes").path(1).path("read_only").asBoolean()).isTrue();
        assertThat(api.path("networks").path("shop_default").path("aliases").toString())
                .isEqualTo("[\"shop-api-1\",\"api\"]");
        assertThat(model.path("services").path("migrate").path("network_mode").asText())
                .isEqualTo("host");
    }

    @Test
    void theOrderIsKnownFromTheLabels() {
        ComposeModel model = project.model("shop", Map.of());
        assertThat(model.isOneShot("migrate")).isTrue();
        assertThat(model.service("api").dependsOn()).containsOnlyKeys("db", "migrate");
    }

    @Test
    void anotherNameOfTheContainerIsKept() throws IOException {
        assertThat(model().path("services")
                        .path("migrate")
                        .path("container_name")
                        .asText())
                .isEqualTo("old-migrate");
    }

    @Test
    void replicasAreCounted() {
        RunningProject two = RunningProject.parse(INSPECTED.replace("\"migrate\"}", "\"api\"}"));
        assertThat(two.model("shop", Map.of()).service("api").replicas()).isEqualTo(2);
    }

    private JsonNode model() throws IOException {
        return new ObjectMapper()
                .readTree(project.model("shop", Map.of("api", "shop-api:content-aaaa"))
                        .toJson());
    }
}
