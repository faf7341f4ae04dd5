package io.deploytodev.console;

/** What a terminal can be made to show. */
record Look(Glyphs glyphs, boolean color) {}
