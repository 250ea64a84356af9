package org.hausruf.livekit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Message;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/// Calls server APIs as their SDKs do, over real HTTP.
final class TwirpClient {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final EngineServer server;

    TwirpClient(EngineServer server) {
        this.server = server;
    }

    HttpResponse<String> json(String method, String token, String body) {
        return send(request(method, token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    /// {@return the answer's bytes; fails unless it is one}
    byte[] protobuf(String method, String token, Message body) {
        var request = request(method, token)
                .header("Content-Type", "application/protobuf")
                .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
        try {
            var response = HTTP.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) throw new AssertionError(new String(response.body(), UTF_8));
            return response.body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// @param method such as `RoomService/ListRooms`
    HttpRequest.Builder request(String method, String token) {
        var uri = URI.create("http://127.0.0.1:" + server.httpPort() + "/twirp/livekit." + method);
        var request = HttpRequest.newBuilder(uri);
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
