package io.deploytodev.checks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Services that listen elsewhere than they are looked for are found; the others are left in peace. */
class ListeningTest {

    private static Projects publishing(int target) {
        return Projects.of(
                "\"web\": {\"build\": {\"context\": \"/src\"}, \"environment\": {\"MODE\": \"x\"}, \"ports\":"
                        + " [{\"target\": " + target + ", \"published\": \"8080\"}]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM x\nEXPOSE 9000\nCMD [\"serve\"]\n",
                "FROM x\nCMD [\"uvicorn\", \"app:app\", \"--host\", \"0.0.0.0\", \"--port\", \"9000\"]\n",
                "FROM x\nCMD gunicorn --bind 0.0.0.0:9000 app\n",
                "FROM x\nCMD python -m http.server 9000\n"
            })
    void anotherPortThanThePublishedOne(String dockerfile) {
        assertThat(new ListeningPorts()
                        .look(publishing(8000).built("web", dockerfile).facts()))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.severity()).isEqualTo(Severity.HURTS);
                    assertThat(found.what()).contains("publishes port 8000").contains("listen on 9000");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM x\nEXPOSE 8000\nCMD [\"serve\"]\n",
                "FROM x\nEXPOSE 9000\nENV PORT=8000\nCMD [\"serve\"]\n",
                "FROM x\nEXPOSE 9000\nCMD serve --port ${PORT:-8000}\n",
                "FROM x\nCMD [\"serve\"]\n",
                "FROM x\nEXPOSE 9000 8000\n"
            })
    void thePublishedPort(String dockerfile) {
        assertThat(new ListeningPorts()
                        .look(publishing(8000).built("web", dockerfile).facts()))
                .isEmpty();
    }

    @Test
    void aVariableOfTheServiceMovesThePort() {
        Projects project = Projects.of("\"web\": {\"build\": {\"context\": \"/src\"}, \"environment\": {\"PORT\":"
                        + " \"8000\"}, \"ports\": [{\"target\": 8000, \"published\": \"8080\"}]}")
                .built("web", "FROM x\nEXPOSE 9000\n");
        assertThat(new ListeningPorts().look(project.facts())).isEmpty();
    }

    @Test
    void aPulledImageThatListensElsewhere() {
        Projects project = Projects.of(
                "\"cache\": {\"image\": \"redis:7\", \"ports\": [{\"target\": 6380, \"published\":" + " \"6380\"}]}");
        assertThat(new ListeningPorts().look(project.image("cache", "", 6379).facts()))
                .hasSize(1);
        Projects moved = Projects.of("\"cache\": {\"image\": \"redis:7\", \"command\": [\"redis-server\", \"--port\","
                + " \"6380\"], \"ports\": [{\"target\": 6380, \"published\": \"6380\"}]}");
        assertThat(new ListeningPorts().look(moved.image("cache", "", 6379).facts()))
                .isEmpty();
    }

    @Test
    void aHealthPortThatNobodyPublishes() {
        assertThat(new ListeningPorts().look(publishing(8000).healthPort(9090).facts()))
                .singleElement()
                .satisfies(found -> assertThat(found.what()).contains("No service publishes port 9090"));
        assertThat(new ListeningPorts().look(publishing(8000).healthPort(8080).facts()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM x\nCMD [\"uvicorn\", \"app:app\", \"--port\", \"8000\"]\n",
                "FROM x\nCMD [\"uvicorn\", \"app:app\", \"--host\", \"127.0.0.1\"]\n",
                "FROM x\nCMD gunicorn -b 127.0.0.1:8000 app\n",
                "FROM x\nCMD flask run --port 8000\n",
                "FROM x\nCMD python manage.py runserver 8000\n",
                "FROM x\nCMD python manage.py runserver localhost:8000\n",
                "FROM x\nCMD python -m http.server 8000 --bind 127.0.0.1\n"
            })
    void theLoopbackAlone(String dockerfile) {
        assertThat(new ListeningAddress()
                        .look(publishing(8000).built("web", dockerfile).facts()))
                .singleElement()
                .satisfies(found -> assertThat(found.what()).contains("loopback"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM x\nCMD [\"uvicorn\", \"app:app\", \"--host\", \"0.0.0.0\"]\n",
                "FROM x\nCMD uvicorn app:app --host ${HOST:-0.0.0.0}\n",
                "FROM x\nENV FLASK_RUN_HOST=0.0.0.0\nCMD flask run\n",
                "FROM x\nCMD flask --app hello run --host=0.0.0.0\n",
                "FROM x\nCMD python manage.py runserver 0.0.0.0:8000\n",
                "FROM x\nCMD gunicorn -k uvicorn.workers.UvicornWorker -b 0.0.0.0:8000 app\n",
                "FROM x\nCMD serve --database-host localhost --redis-host 127.0.0.1\n",
                "FROM x\nCMD [\"node\", \"server.js\"]\n"
            })
    void everyAddress(String dockerfile) {
        assertThat(new ListeningAddress()
                        .look(publishing(8000).built("web", dockerfile).facts()))
                .isEmpty();
    }

    @Test
    void whatPublishesNothingOrSharesTheHostsNetworkMayKeepToItself() {
        String command = "\"command\": [\"python\", \"-m\", \"http.server\", \"9100\", \"--bind\", \"127.0.0.1\"]";
        ProjectFacts facts = Projects.of("\"a\": {\"image\": \"x\", \"network_mode\": \"host\", " + command
                        + "}, \"b\":" + " {\"image\": \"x\", " + command + "}")
                .facts();
        assertThat(new ListeningAddress().look(facts)).isEmpty();
        assertThat(new ListeningPorts().look(facts)).isEmpty();
    }
}
