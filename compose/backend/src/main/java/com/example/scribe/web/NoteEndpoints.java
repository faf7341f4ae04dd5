package com.example.scribe.web;

import com.example.scribe.store.Note;
import com.example.scribe.store.Notes;
import com.example.scribe.store.WorkQueue;
import com.example.scribe.web.Endpoint.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Notes as the outside sees them. */
public final class NoteEndpoints {

    private static final int LONGEST_TEXT = 10_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private final Notes notes;
    private final WorkQueue queue;
    private final Duration delay;

    public NoteEndpoints(Notes notes, WorkQueue queue, Duration delay) {
        this.notes = notes;
        this.queue = queue;
        this.delay = delay;
    }

    public void addTo(HttpServer server) {
        server.get("/notes", this::newest);
        server.post("/notes", this::add);
    }

    Answer newest(byte[] body) throws SQLException, InterruptedException {
        Thread.sleep(delay.toMillis());
        return Answer.ok(new NotesBody(notes.newest()));
    }

    Answer add(byte[] body) throws SQLException, InterruptedException {
        String text = textOf(body);
        Thread.sleep(delay.toMillis());
        Note note = notes.add(text);
        try {
            queue.add(note.id(), text);
        } catch (RuntimeException failure) {
            // No agent would ever see it: better that the caller sends it again.
            notes.remove(note.id());
            throw failure;
        }
        return new Answer(201, note);
    }

    static String textOf(byte[] body) {
        JsonNode text;
        try {
            text = JSON.readTree(body).path("text");
        } catch (IOException notJson) {
            throw new BadRequest("The body is not JSON; send {\"text\": \"…\"}");
        }
        if (!text.isTextual() || text.textValue().isBlank()) {
            throw new BadRequest("A note needs a text; send {\"text\": \"…\"}");
        }
        if (text.textValue().length() > LONGEST_TEXT) {
            throw new BadRequest("The text is longer than " + LONGEST_TEXT + " characters");
        }
        return text.textValue();
    }

    record NotesBody(List<Note> notes) {}
}
