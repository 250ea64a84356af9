package org.hausruf.server.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.hausruf.office.webhook.WebhookSecret;
import org.junit.jupiter.api.Test;

class SignatureTest {
    private static final WebhookSecret SECRET = new WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final Instant NOW = Instant.ofEpochSecond(1_614_265_330);
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);

    /// What the package `standardwebhooks` makes of the same.
    @Test
    void signsAsTheConventionSays() {
        assertThat(Signature.headers("msg_p5jXN8AQM9LWM0D4loKWxJek", NOW, BODY, List.of(SECRET)))
                .containsEntry("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
                .containsEntry("webhook-timestamp", "1614265330")
                .containsEntry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void eachSecretThatCountsSigns() {
        var other = new WebhookSecret("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");

        var both = Signature.headers("m", NOW, BODY, List.of(SECRET, other)).get("webhook-signature");

        var one = Signature.headers("m", NOW, BODY, List.of(SECRET)).get("webhook-signature");
        assertThat(both).startsWith(one + " v1,").hasSize(2 * "v1,".length() + 2 * 44 + 1);
    }
}
