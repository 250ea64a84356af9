package org.hausruf.server.bridge.remote;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hausruf.livekit.token.AccessToken;
import org.hausruf.livekit.token.ServerGrants;
import org.hausruf.livekit.token.VideoGrant;
import org.hausruf.server.bridge.MediaServerAway;
import org.hausruf.server.config.Settings;

/// LiveKit's RoomService over Twirp. Any thread; blocks, for a bounded time.
///
/// A request that got no answer is sent once more: every method that is used here comes to the same when it is done
/// twice.
final class RoomApi implements AutoCloseable {
    private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(1);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER) // the token is for the address that the operator named
            .connectTimeout(Limits.CONNECT_TIMEOUT)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final Semaphore places = new Semaphore(Limits.REQUESTS_AT_ONCE);
    private final URI address;
    private final Settings.ApiKey key;
    private final Reachability reachability;
    private final InstantSource clock;

    RoomApi(URI address, Settings.ApiKey key, Reachability reachability, InstantSource clock) {
        this.address = address;
        this.key = key;
        this.reachability = reachability;
        this.clock = clock;
    }

    /// {@return the answer, or empty when what was asked about does not exist}
    <T extends Message> Optional<T> call(String method, VideoGrant video, Message message, Parser<T> answer) {
        return call(method, video, ServerGrants.NONE, message, answer);
    }

    <T extends Message> Optional<T> call(
            String method, VideoGrant video, ServerGrants server, Message message, Parser<T> answer) {
        try {
            var result = parsed(send(request(method, video, server, message)), answer);
            reachability.answered();
            return result;
        } catch (MediaServerAway e) {
            reachability.silent(e);
            throw e;
        }
    }

    private HttpRequest request(String method, VideoGrant video, ServerGrants server, Message message) {
        var token = AccessToken.builder(key.key(), key.secret(), "hausruf", video)
                .server(server)
                .lifetime(TOKEN_LIFETIME)
                .sign(clock.instant());
        return HttpRequest.newBuilder(URI.create(address + "/twirp/livekit.RoomService/" + method))
                .timeout(Limits.REQUEST_TIMEOUT)
                .header("Content-Type", "application/protobuf")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofByteArray(message.toByteArray()))
                .build();
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            if (!places.tryAcquire(Limits.LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new MediaServerAway("too many requests wait for an answer");
            }
            try {
                return sendTwice(request);
            } finally {
                places.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MediaServerAway("interrupted");
        }
    }

    private HttpResponse<byte[]> sendTwice(HttpRequest request) throws InterruptedException {
        try {
            var response = sendOnce(request);
            if (response.statusCode() != 503) return response;
        } catch (IOException e) {
            // A connection that was closed meanwhile, or a server that is starting: the second try tells.
        }
        // Before the only other try, which is safe as every call here may happen twice: a restart takes a moment.
        Thread.sleep(Limits.PAUSE);
        try {
            return sendOnce(request);
        } catch (IOException e) {
            throw new MediaServerAway("no answer: " + e.getClass().getSimpleName());
        }
    }

    /// The client's own timeout ends with the headers, so the whole is waited for here.
    private HttpResponse<byte[]> sendOnce(HttpRequest request) throws IOException, InterruptedException {
        var answer = http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), Limits.ANSWER_BYTES));
        try {
            return answer.get(Limits.REQUEST_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new MediaServerAway("no answer in time");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof java.net.http.HttpTimeoutException)
                throw new MediaServerAway("no answer in time");
            if (e.getCause() instanceof IOException io) throw io;
            throw new IllegalStateException("request to the media server", e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private static <T extends Message> Optional<T> parsed(HttpResponse<byte[]> response, Parser<T> answer) {
        if (response.statusCode() == 200) return Optional.of(message(response.body(), answer));
        var text = new String(response.body(), StandardCharsets.UTF_8);
        if (response.statusCode() == 404 && text.matches("(?s).*\"code\"\\s*:\\s*\"not_found\".*")) {
            return Optional.empty();
        }
        throw new MediaServerAway(
                switch (response.statusCode()) {
                    case 401, 403 -> "refuses LIVEKIT_API_KEY and LIVEKIT_API_SECRET";
                    case 404, 405 -> "no LiveKit API at this address";
                    default -> "answers with HTTP status " + response.statusCode();
                });
    }

    private static <T extends Message> T message(byte[] body, Parser<T> answer) {
        try {
            return answer.parseFrom(body);
        } catch (InvalidProtocolBufferException e) {
            throw new MediaServerAway("no LiveKit API at this address");
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
