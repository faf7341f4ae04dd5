package io.deploytodev.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What stands in a resolved model, for whoever looks for secrets in it. */
public final class ModelTexts {

    private final JsonNode root;

    public ModelTexts(ComposeModel model) {
        this.root = model.root();
    }

    /** Every text of the model, with the key that it stands at; the words of a list as one text. */
    public List<Text> all() {
        List<Text> texts = new ArrayList<>();
        collect("", root, texts);
        return texts;
    }

    /** The files on the host that secrets are made of. */
    public List<String> secretFiles() {
        return sources("file");
    }

    /** The variables that secrets are made of. */
    public List<String> secretVariables() {
        return sources("environment");
    }

    private List<String> sources(String kind) {
        TreeSet<String> sources = new TreeSet<>();
        root.path("secrets").elements().forEachRemaining(secret -> {
            if (secret.has(kind)) {
                sources.add(secret.path(kind).asText());
            }
        });
        return List.copyOf(sources);
    }

    private static void collect(String key, JsonNode node, List<Text> texts) {
        if (node.isTextual()) {
            texts.add(new Text(key, ServiceReader.unescape(node.asText())));
        } else if (node.isArray()) {
            List<String> words = new ArrayList<>();
            node.elements().forEachRemaining(item -> {
                if (item.isTextual()) {
                    words.add(ServiceReader.unescape(item.asText()));
                } else {
                    collect(key, item, texts);
                }
            });
            texts.add(new Text(key, String.join(" ", words)));
        } else {
            node.properties().forEach(entry -> collect(entry.getKey(), entry.getValue(), texts));
        }
    }

    /** A text, and the key that it stands at. */
    public record Text(String key, String value) {

        /** Never the value. */
        @Override
        public String toString() {
            return key;
        }
    }
}
