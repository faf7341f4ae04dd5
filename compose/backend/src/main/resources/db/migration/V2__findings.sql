-- The key makes an agent's work repeatable: the queue delivers a note at least once, not exactly once.
CREATE TABLE finding (
    note_id    bigint NOT NULL REFERENCES note (id) ON DELETE CASCADE,
    agent      text NOT NULL,
    elements   jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (note_id, agent)
);
