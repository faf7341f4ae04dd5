package com.example.scribe.store;

import com.fasterxml.jackson.annotation.JsonRawValue;

/** A note and what each agent found in it, as a JSON object keyed by the agent. */
public record Note(
        long id,
        String text,
        String createdAt,
        @JsonRawValue String findings) {}
