package com.example.scribe.agent;

import java.util.List;

/** What one kind of agent finds in a note. Pure: the same text gives the same elements. */
interface Craft {

    /** The kind of element it finds, as it is called in the graph. */
    String kind();

    List<String> elementsOf(String text);
}
