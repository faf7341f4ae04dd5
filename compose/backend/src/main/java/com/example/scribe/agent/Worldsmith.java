package com.example.scribe.agent;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Finds the names of a story's world: capitalised words that do not merely begin a sentence. */
final class Worldsmith implements Craft {

    private static final Pattern NAME =
            Pattern.compile("(?<=[^.!?\\s]\\s)\\p{Lu}[\\p{L}'-]*(?:\\s\\p{Lu}[\\p{L}'-]*)*");

    @Override
    public String kind() {
        return "name";
    }

    @Override
    public List<String> elementsOf(String text) {
        return NAME.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(name -> name.replaceAll("\\s", " "))
                .distinct()
                .toList();
    }
}
