package com.example.scribe.store;

import java.util.Map;
import redis.clients.jedis.StreamEntryID;

/** One note in the queue. {@code noteId} is 0 when the entry makes no sense: to be put aside, as it never will. */
public record Work(StreamEntryID entry, long noteId, String text) {

    static Work of(StreamEntryID entry, Map<String, String> fields) {
        String text = fields.getOrDefault("text", "");
        try {
            return new Work(entry, Long.parseLong(fields.getOrDefault("note", "0")), text);
        } catch (NumberFormatException notAnId) {
            return new Work(entry, 0, text);
        }
    }

    public boolean makesSense() {
        return noteId > 0;
    }
}
