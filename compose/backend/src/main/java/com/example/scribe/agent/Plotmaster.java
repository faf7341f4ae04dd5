package com.example.scribe.agent;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the beats of a story: each sentence, cut to its first words. */
final class Plotmaster implements Craft {

    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+");
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final int WORDS_OF_A_BEAT = 6;

    @Override
    public String kind() {
        return "beat";
    }

    @Override
    public List<String> elementsOf(String text) {
        return SENTENCE_END
                .splitAsStream(text.strip())
                .filter(sentence -> !sentence.isBlank())
                .map(Plotmaster::beat)
                .distinct()
                .toList();
    }

    private static String beat(String sentence) {
        String[] words = SPACES.split(sentence.strip());
        return words.length <= WORDS_OF_A_BEAT
                ? String.join(" ", words)
                : String.join(" ", Arrays.copyOf(words, WORDS_OF_A_BEAT)) + " …";
    }
}
