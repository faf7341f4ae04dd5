package com.example.scribe.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Notes and findings in Postgres. */
public final class Notes {

    private static final int NEWEST = 50;

    private final Postgres postgres;

    public Notes(Postgres postgres) {
        this.postgres = postgres;
    }

    public Note add(String text) throws SQLException {
        try (Connection connection = postgres.connection();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO note (body) VALUES (?) RETURNING id, created_at")) {
            insert.setString(1, text);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return new Note(row.getLong(1), text, instant(row, 2), "{}");
            }
        }
    }

    public void remove(long id) throws SQLException {
        try (Connection connection = postgres.connection();
                PreparedStatement delete = connection.prepareStatement("DELETE FROM note WHERE id = ?")) {
            delete.setLong(1, id);
            delete.executeUpdate();
        }
    }

    public List<Note> newest() throws SQLException {
        String query = """
                SELECT note.id, note.body, note.created_at,
                       coalesce(jsonb_object_agg(finding.agent, finding.elements)
                                FILTER (WHERE finding.agent IS NOT NULL), '{}')::text
                  FROM (SELECT * FROM note ORDER BY id DESC LIMIT ?) note
                  LEFT JOIN finding ON finding.note_id = note.id
                 GROUP BY note.id, note.body, note.created_at
                 ORDER BY note.id DESC
                """;
        try (Connection connection = postgres.connection();
                PreparedStatement select = connection.prepareStatement(query)) {
            select.setInt(1, NEWEST);
            try (ResultSet row = select.executeQuery()) {
                List<Note> notes = new ArrayList<>();
                while (row.next()) {
                    notes.add(new Note(row.getLong(1), row.getString(2), instant(row, 3), row.getString(4)));
                }
                return notes;
            }
        }
    }

    /** Says false when the note is gone. Repeating it changes nothing: work may be delivered more than once. */
    public boolean addFinding(long noteId, String agent, List<String> elements) throws SQLException {
        String upsert = """
                INSERT INTO finding (note_id, agent, elements)
                SELECT id, ?, to_jsonb(?::text[]) FROM note WHERE id = ?
                    ON CONFLICT (note_id, agent) DO UPDATE SET elements = excluded.elements
                """;
        try (Connection connection = postgres.connection();
                PreparedStatement statement = connection.prepareStatement(upsert)) {
            statement.setString(1, agent);
            statement.setArray(2, connection.createArrayOf("text", elements.toArray()));
            statement.setLong(3, noteId);
            return statement.executeUpdate() == 1;
        }
    }

    private static String instant(ResultSet row, int column) throws SQLException {
        return row.getTimestamp(column).toInstant().toString();
    }
}
