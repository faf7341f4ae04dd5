package com.example.scribe;

/** The one line to change when it must be seen from outside which code is running: {@code GET /version}. */
public final class Version {

    public static final String VERSION = "1.0.0";

    private Version() {}
}
