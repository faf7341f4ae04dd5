package com.example.scribe.web;

import io.undertow.Handlers;
import io.undertow.server.HttpHandler;
import io.undertow.websockets.WebSocketProtocolHandshakeHandler;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.CloseMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;

/** Sends every text back to whom it came from. */
final class EchoSockets {

    private final WebSocketProtocolHandshakeHandler handler = Handlers.websocket((exchange, channel) -> {
        channel.getReceiveSetter().set(new Echo());
        channel.resumeReceives();
    });

    HttpHandler handler() {
        return handler;
    }

    /** Tells clients that it is the server that leaves, so that they connect again instead of reporting an error. */
    void goAway() {
        for (WebSocketChannel channel : handler.getPeerConnections()) {
            WebSockets.sendClose(CloseMessage.GOING_AWAY, "the server stops", channel, null);
        }
    }

    private static final class Echo extends AbstractReceiveListener {

        @Override
        protected void onFullTextMessage(WebSocketChannel channel, BufferedTextMessage message) {
            WebSockets.sendText(message.getData(), channel, null);
        }
    }
}
