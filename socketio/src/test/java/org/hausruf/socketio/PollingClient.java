package org.hausruf.socketio;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/// A bare session of long polling.
final class PollingClient {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");

    private final TestServer server;
    private final String path;
    private final String sid;

    private PollingClient(TestServer server, String path, String sid) {
        this.server = server;
        this.path = path;
        this.sid = sid;
    }

    /// @param path `/engine.io/` or `/socket.io/`
    static PollingClient open(TestServer server, String path) throws IOException, InterruptedException {
        return new PollingClient(
                server, path, sid(get(server, path + "?EIO=4&transport=polling").body()));
    }

    static String sid(String openPacket) {
        var matcher = SID.matcher(openPacket);
        if (!matcher.find()) throw new AssertionError("no sid in " + openPacket);
        return matcher.group(1);
    }

    static HttpResponse<String> get(TestServer server, String pathAndQuery) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(server.uri(pathAndQuery)));
    }

    static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    String query(String transport) {
        return path + "?EIO=4&transport=" + transport + "&sid=" + sid;
    }

    HttpResponse<String> poll() throws IOException, InterruptedException {
        return get(server, query("polling"));
    }

    CompletableFuture<HttpResponse<String>> pollLater() {
        return HTTP.sendAsync(
                HttpRequest.newBuilder(server.uri(query("polling"))).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(server.uri(query("polling"))).POST(BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder request() {
        return HttpRequest.newBuilder(server.uri(query("polling")));
    }

    WebSocketClient webSocket() {
        return WebSocketClient.open(server, query("websocket"));
    }
}
