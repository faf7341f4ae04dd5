package com.example.scribe.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NoteEndpointsTest {

    @Test
    void the_text_is_taken_from_the_body() {
        assertThat(text("{\"text\": \"Night fell.\"}")).isEqualTo("Night fell.");
    }

    @Test
    void a_body_that_is_no_note_is_the_callers_mistake_and_says_what_to_send() {
        assertThatThrownBy(() -> text("text=1")).isInstanceOf(BadRequest.class).hasMessageContaining("not JSON");
        assertThatThrownBy(() -> text("")).isInstanceOf(BadRequest.class);
        assertThatThrownBy(() -> text("{}")).isInstanceOf(BadRequest.class).hasMessageContaining("needs a text");
        assertThatThrownBy(() -> text("{\"text\": 3}")).isInstanceOf(BadRequest.class);
        assertThatThrownBy(() -> text("{\"text\": \"" + "x".repeat(10_001) + "\"}"))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("10000");
    }

    private static String text(String body) {
        return NoteEndpoints.textOf(body.getBytes(UTF_8));
    }
}
