package com.example.scribe.web;

/** Answers one kind of request; knows nothing of the server that it runs in. */
@FunctionalInterface
public interface Endpoint {

    Answer answer(byte[] body) throws Exception;

    /** A status and what is sent as JSON. */
    record Answer(int status, Object body) {

        static Answer ok(Object body) {
            return new Answer(200, body);
        }

        static Answer error(int status, String message) {
            return new Answer(status, new ErrorBody(message));
        }
    }

    /** The body of every answer that is an error. */
    record ErrorBody(String error) {}
}
