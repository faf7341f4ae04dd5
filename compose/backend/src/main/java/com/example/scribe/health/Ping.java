package com.example.scribe.health;

/** Asks one thing whether it works; returns when it does, throws what is wrong when it does not. */
@FunctionalInterface
public interface Ping {

    void ask() throws Exception;
}
