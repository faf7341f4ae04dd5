package io.deploytodev.console;

/** What a piece of text is, for a terminal to give it a look; the text alone must say the same. */
enum Tone {
    PLAIN,
    /** What the eye should find first. */
    STRONG,
    /** What is there for whoever looks for it. */
    FAINT,
    GOOD,
    BUSY,
    BAD,
    WARNING,
    LINK
}
