package com.example.scribe.web;

import com.example.scribe.web.Endpoint.Answer;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RoutingHandler;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.server.handlers.GracefulShutdownHandler;
import io.undertow.util.Headers;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place that knows Undertow's HTTP side: routes, JSON, and a stop that cuts nobody off. */
public final class HttpServer {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final long LARGEST_BODY = 64 * 1024;

    private final ObjectMapper json = new ObjectMapper();
    private final RoutingHandler routes = Handlers.routing();
    private final GracefulShutdownHandler entrance = Handlers.gracefulShutdown(routes);
    private final EchoSockets echo = new EchoSockets();
    private final Undertow undertow;

    public HttpServer(String bind, int port) {
        undertow = Undertow.builder()
                .addHttpListener(port, bind)
                .setIoThreads(2)
                .setWorkerThreads(16)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, LARGEST_BODY)
                .setHandler(entrance)
                .build();
        routes.setFallbackHandler(exchange -> send(exchange, Answer.error(404, "There is nothing at this path")));
        routes.setInvalidMethodHandler(
                exchange -> send(exchange, Answer.error(405, "This path does not take this method")));
    }

    public HttpServer get(String path, Endpoint endpoint) {
        routes.get(path, handler(endpoint));
        return this;
    }

    public HttpServer post(String path, Endpoint endpoint) {
        routes.post(path, handler(endpoint));
        return this;
    }

    public HttpServer echo(String path) {
        routes.get(path, echo.handler());
        return this;
    }

    public void start() {
        undertow.start();
    }

    /** Takes nothing new, waits for what is in flight, says good-bye to WebSockets. */
    public void stop(Duration deadline) throws InterruptedException {
        entrance.shutdown();
        echo.goAway();
        if (!entrance.awaitShutdown(deadline.toMillis())) {
            LOG.warn("Requests were still in flight after {} ms; they are cut off", deadline.toMillis());
        }
        undertow.stop();
    }

    private BlockingHandler handler(Endpoint endpoint) {
        return new BlockingHandler(exchange -> send(exchange, answer(endpoint, exchange)));
    }

    private static Answer answer(Endpoint endpoint, HttpServerExchange exchange) {
        try {
            return endpoint.answer(exchange.getInputStream().readAllBytes());
        } catch (BadRequest mistake) {
            return Answer.error(400, mistake.getMessage());
        } catch (Exception failure) {
            LOG.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestPath(), failure);
            return Answer.error(503, "This cannot be answered now; the service's log says why");
        }
    }

    private void send(HttpServerExchange exchange, Answer answer) throws Exception {
        exchange.setStatusCode(answer.status());
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        exchange.getResponseSender().send(ByteBuffer.wrap(json.writeValueAsBytes(answer.body())));
    }
}
