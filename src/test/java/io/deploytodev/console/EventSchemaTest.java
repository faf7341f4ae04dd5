package io.deploytodev.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.deploytodev.event.DeployEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What --json prints, docs/events.schema.json and docs/events.md say the same. */
class EventSchemaTest {

    private static final Path DOCS = Path.of("docs");

    private final String text = read("events.schema.json");
    private final Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(text);

    @Test
    void every_event_keeps_to_the_schema() {
        for (DeployEvent event : Events.ofEveryKind()) {
            assertThat(errors(printed(event))).as(event.toString()).isEmpty();
        }
        assertThat(errors(printed(Events.runStopped(1)))).isEmpty();
    }

    @Test
    void the_schema_holds_the_fields_of_every_event_and_no_others() throws IOException {
        JsonNode definitions = new ObjectMapper().readTree(text).get("$defs");
        List<String> known = new ArrayList<>();
        for (DeployEvent event : Events.ofEveryKind()) {
            JsonNode line = new ObjectMapper().readTree(printed(event));
            String name = line.get("event").asText();
            List<String> documented = names(definitions.get(name).get("properties"));
            List<String> printed = names(line);
            printed.removeAll(List.of("schema", "at"));
            assertThat(documented).as(name).containsExactlyInAnyOrderElementsOf(printed);
            known.add(name);
        }
        assertThat(names(definitions)).hasSameElementsAs(known);
    }

    @Test
    void the_page_for_people_names_every_event_and_field() throws IOException {
        String page = read("events.md");
        for (DeployEvent event : Events.ofEveryKind()) {
            JsonNode line = new ObjectMapper().readTree(printed(event));
            String row = page.lines()
                    .filter(each -> each.startsWith("| `" + line.get("event").asText() + "`"))
                    .findFirst()
                    .orElse("");
            List<String> fields = names(line);
            fields.removeAll(List.of("schema", "at", "event"));
            assertThat(fields).allSatisfy(field -> assertThat(row).containsPattern("`" + field + "(\\[]|\\{})?`"));
        }
    }

    @Test
    void what_is_no_event_is_told_from_one() {
        assertThat(errors("{\"schema\":1,\"event\":\"stepStarted\",\"at\":\"2026-01-02T03:04:05Z\"}"))
                .isNotEmpty();
        assertThat(errors("{\"event\":\"notice\",\"message\":\"x\"}")).isNotEmpty();
    }

    private List<?> errors(String json) {
        return schema.validate(json, InputFormat.JSON);
    }

    private static String printed(DeployEvent event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonConsole console = new JsonConsole(new PrintStream(bytes, true, StandardCharsets.UTF_8))) {
            console.accept(event);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        for (Iterator<String> fields = node.fieldNames(); fields.hasNext(); ) {
            names.add(fields.next());
        }
        return names;
    }

    private static String read(String name) {
        try {
            return Files.readString(DOCS.resolve(name));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
