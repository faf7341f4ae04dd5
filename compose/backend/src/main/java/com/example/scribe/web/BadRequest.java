package com.example.scribe.web;

/** The caller's mistake; the message is for the caller. */
final class BadRequest extends RuntimeException {

    private static final long serialVersionUID = 1;

    BadRequest(String message) {
        super(message);
    }
}
