package org.hausruf.livekit.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import org.hausruf.livekit.token.WebhookToken;

/// One address that is told. Any thread that may block.
final class WebhookTarget {
    /// Waits between tries.
    interface Pause {
        void pause(Duration time) throws InterruptedException;
    }

    private final URI address;
    private final WebhookSettings settings;
    private final HttpClient http;
    private final Pause pause;
    private final InstantSource clock;
    private final Duration timeout;
    private final Semaphore atOnce = new Semaphore(Limits.REQUESTS_AT_ONCE);

    WebhookTarget(
            URI address,
            WebhookSettings settings,
            HttpClient http,
            Pause pause,
            InstantSource clock,
            Duration timeout) {
        this.address = address;
        this.settings = settings;
        this.http = http;
        this.pause = pause;
        this.clock = clock;
        this.timeout = timeout;
    }

    /// {@return whether the receiver took it, at once or after some tries}
    boolean send(byte[] body) throws InterruptedException {
        Duration wait = Limits.FIRST_PAUSE;
        for (int more = Limits.MORE_TRIES; ; more--) {
            int status = tryOnce(body);
            if (status >= 200 && status < 300) return true;
            if (more == 0 || !worthAnotherTry(status)) return false;
            pause.pause(wait);
            wait = wait.multipliedBy(2);
        }
    }

    /// No answer, overload or the receiver's own fault. A redirect or a refusal stays what it is.
    private static boolean worthAnotherTry(int status) {
        return status == 0 || status == 429 || (status >= 500 && status != 501);
    }

    /// {@return the HTTP status, 0 when there was no answer}
    private int tryOnce(byte[] body) throws InterruptedException {
        var request = HttpRequest.newBuilder(address)
                .timeout(timeout)
                .header("Content-Type", "application/webhook+json")
                .header(
                        "Authorization",
                        WebhookToken.sign(settings.apiKey(), settings.apiSecret(), body, clock.instant()))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        atOnce.acquire();
        try {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            response.body().close(); // unread: it may never end
            return response.statusCode();
        } catch (IOException e) {
            return 0;
        } finally {
            atOnce.release();
        }
    }
}
