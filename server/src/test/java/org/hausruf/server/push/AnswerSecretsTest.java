package org.hausruf.server.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hausruf.office.CallId;
import org.hausruf.office.Language;
import org.hausruf.office.PushSubscriptionId;
import org.hausruf.office.RoomName;
import org.hausruf.office.Secret;
import org.hausruf.office.TenantId;
import org.hausruf.office.UserId;
import org.hausruf.office.call.Call;
import org.hausruf.office.call.CallStatus;
import org.hausruf.office.call.Media;
import org.hausruf.office.push.PushSubscription;
import org.junit.jupiter.api.Test;

final class AnswerSecretsTest {
    private static final TenantId TENANT = new TenantId(UUID.randomUUID());
    private static final PushSubscription BROWSER = new PushSubscription(
            new PushSubscriptionId(UUID.randomUUID()),
            TENANT,
            new UserId(UUID.randomUUID()),
            new FakeBrowser().target("https://push.example"),
            "",
            Language.DE,
            Instant.EPOCH,
            null);

    private Instant now = Instant.parse("2026-11-21T12:00:00Z");
    private final AnswerSecrets secrets = new AnswerSecrets(() -> now);
    private final Call call = call();

    private Call call() {
        var id = new CallId(UUID.randomUUID());
        return new Call(
                id,
                TENANT,
                new UserId(UUID.randomUUID()),
                "Anna",
                BROWSER.user(),
                "Ben",
                null,
                Media.AUDIO,
                RoomName.ofCall(TENANT, id),
                CallStatus.RINGING,
                null,
                now,
                now.plusSeconds(30),
                null,
                null,
                null,
                false,
                Call.Noted.NOTHING);
    }

    private Optional<PushSubscription> redeem(Secret secret, CallId wanted) {
        var holder = secrets.holder(secret, wanted);
        secrets.used(secret);
        return holder;
    }

    @Test
    void isGoodOnceForItsCall() {
        var secret = secrets.issue(call, BROWSER);

        assertThat(secrets.holder(secret, call.id())).contains(BROWSER);

        assertThat(redeem(secret, call.id())).contains(BROWSER);
        assertThat(redeem(secret, call.id())).isEmpty();
    }

    @Test
    void isGoodForNoOtherCallAndUsedUpByTheAttempt() {
        var secret = secrets.issue(call, BROWSER);

        assertThat(secrets.holder(secret, call().id())).isEmpty();
        assertThat(redeem(secret, call.id())).isEmpty();
    }

    @Test
    void isGoodWhileItRingsAndAMinuteMore() {
        var early = secrets.issue(call, BROWSER);
        var late = secrets.issue(call, BROWSER);

        now = now.plusSeconds(89);
        assertThat(redeem(early, call.id())).isPresent();
        now = now.plusSeconds(1);
        assertThat(redeem(late, call.id())).isEmpty();
    }

    @Test
    void oneThatWasNeverGivenOutOpensNothing() {
        var _ = secrets.issue(call, BROWSER);

        assertThat(redeem(Secret.random(), call.id())).isEmpty();
        assertThat(redeem(new Secret(""), call.id())).isEmpty();
        assertThat(redeem(new Secret("x".repeat(100_000)), call.id())).isEmpty();
    }

    @Test
    void thereAreNotTooMany() {
        var first = secrets.issue(call, BROWSER);
        for (int i = 0; i < AnswerSecrets.MAX_SECRETS; i++) secrets.issue(call, BROWSER);
        var last = secrets.issue(call, BROWSER);

        assertThat(redeem(first, call.id())).isEmpty();
        assertThat(redeem(last, call.id())).isPresent();
    }

    @Test
    void whatIsOldMakesRoom() {
        var first = secrets.issue(call, BROWSER);
        now = now.plus(Duration.ofHours(1));
        var next = secrets.issue(call(), BROWSER);

        now = now.minus(Duration.ofHours(1));
        assertThat(redeem(first, call.id())).as("forgotten").isEmpty();
        assertThat(next.value()).hasSize(64);
    }
}
