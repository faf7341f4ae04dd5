package io.deploytodev.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a model says of services beyond their images: profiles, ends, files and ports. */
class ComposeModelFilesTest {

    @Test
    void aProfileHasDoneItsWorkOnceTheModelIsResolved() {
        assertThat(model("\"mail\": {\"profiles\": [\"mail\"]}").ordered().toJson())
                .contains("mail")
                .doesNotContain("profiles");
    }

    @Test
    void whatNothingBringsBackAndNobodyNeedsMayEnd() {
        assertThat(model("\"seed\": {}").mayEnd("seed")).isTrue();
        for (String kept : List.of(
                "\"restart\": \"always\"",
                "\"deploy\": {\"restart_policy\": {\"condition\": \"any\"}}",
                "\"ports\": [{\"target\": 80}]",
                "\"healthcheck\": {\"test\": [\"CMD\", \"true\"]}")) {
            assertThat(model("\"seed\": {" + kept + "}").mayEnd("seed"))
                    .as(kept)
                    .isFalse();
        }
        ComposeModel needed =
                model("\"seed\": {}, \"web\": {\"depends_on\": {\"seed\": {\"condition\": \"service_started\"}}}");
        assertThat(needed.mayEnd("seed")).isFalse();
    }

    @Test
    void filesOfTheHostAreFoundInMountsSecretsAndConfigs() {
        ComposeModel model = ComposeModel.parse("""
                {"services": {"web": {
                   "volumes": [{"type": "bind", "source": "/s/nginx.conf", "target": "/n", "bind": {"create_host_path": true}},
                               {"type": "bind", "source": "/s/strict", "target": "/x", "bind": {"create_host_path": false}},
                               {"type": "volume", "source": "data", "target": "/d"}],
                   "secrets": [{"source": "key"}], "configs": [{"source": "layout"}]},
                 "db": {}},
                 "secrets": {"key": {"environment": "KEY"}}, "configs": {"layout": {"file": "/s/layout.ini"}}}""");
        assertThat(model.localFiles())
                .isEqualTo(Map.of(
                        "web",
                        List.of(
                                new LocalFile("/s/nginx.conf", false, true),
                                new LocalFile("/s/strict", false, false),
                                new LocalFile("KEY", true, false),
                                new LocalFile("/s/layout.ini", false, false))));
    }

    @Test
    void aLabelJoinsThoseThatAreThere() {
        ComposeModel labelled = model("\"web\": {\"labels\": {\"team\": \"shop\"}}, \"db\": {}")
                .withLabel("files", Map.of("web", "1", "gone", "2"));
        assertThat(labelled.toJson())
                .contains("{\"files\":\"1\",\"team\":\"shop\"}")
                .doesNotContain("gone");
    }

    @Test
    void portsWithoutANumberOfTheirOwnAreLeftOut() {
        ComposeModel model = model("\"web\": {\"ports\": [{\"target\": 80, \"published\": \"8080\", \"host_ip\":"
                + " \"127.0.0.1\"}, {\"target\": 81}, {\"target\": 82, \"published\": \"8000-8010\"}]}");
        assertThat(model.publishedPorts()).containsExactly(new PublishedPort("web", 8080, "127.0.0.1"));
        assertThat(model.publishedPorts().get(0).isOpenToOthers()).isFalse();
    }

    private static ComposeModel model(String services) {
        return ComposeModel.parse("{\"services\": {" + services + "}}");
    }
}
