package io.deploytodev.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Answers as engines gave them. */
class ImageUsageTest {

    @Test
    void imagesAreReadWithTheirNamesAndLabels() throws JsonProcessingException {
        ImageUsage usage = parse("""
                {"LayersSize":939581758,"Images":[
                  {"Containers":2,"Created":1795255051,"Id":"sha256:b3ce","Labels":{"x":"1"},"ParentId":"",
                   "RepoDigests":null,"RepoTags":["own:1","own:2"],"SharedSize":241811533,"Size":241811535},
                  {"Containers":0,"Id":"sha256:d4ng","Labels":null,"RepoTags":null,"SharedSize":-1,"Size":7},
                  {"Containers":0,"Id":"sha256:0ld","Labels":{},"RepoTags":["<none>:<none>"],"SharedSize":0,"Size":8}
                ],"Containers":null,"Volumes":null,"BuildCache":null}""");
        assertThat(usage.bytes()).isEqualTo(939581758);
        assertThat(usage.images())
                .containsExactly(
                        new EngineImage(
                                "sha256:b3ce", List.of("own:1", "own:2"), Map.of("x", "1"), 241811535, 241811533, 2),
                        new EngineImage("sha256:d4ng", List.of(), Map.of(), 7, 0, 0),
                        new EngineImage("sha256:0ld", List.of(), Map.of(), 8, 0, 0));
    }

    @Test
    void anEngineWithoutImagesHasNone() throws JsonProcessingException {
        assertThat(parse("{\"LayersSize\":0,\"Images\":null}")).isEqualTo(new ImageUsage(0, List.of()));
    }

    private static ImageUsage parse(String text) throws JsonProcessingException {
        return ImageUsage.parse(new ObjectMapper().readTree(text));
    }
}
