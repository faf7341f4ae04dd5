package com.example.scribe.settings;

/** The environment cannot be used as it is; the message is for whoever wrote it, and needs no stack trace. */
public final class BadSettings extends RuntimeException {

    private static final long serialVersionUID = 1;

    BadSettings(String message) {
        super(message);
    }
}
