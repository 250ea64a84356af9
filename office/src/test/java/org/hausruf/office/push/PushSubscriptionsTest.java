package org.hausruf.office.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.hausruf.office.Language;
import org.hausruf.office.Limits;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.SessionId;
import org.hausruf.office.push.PushSubscription.Target;
import org.hausruf.office.push.PushSubscriptions.NewSubscription;
import org.hausruf.office.user.Sessions;
import org.hausruf.office.user.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PushSubscriptionsTest {
    private static final String KEY = "B".repeat(87);
    private static final String AUTH = "a".repeat(22);

    private final OfficeFixture fixture = OfficeFixture.open();
    private final PushSubscriptions subscriptions = fixture.office.pushSubscriptions();

    @AfterEach
    void close() {
        fixture.close();
    }

    /// One more browser.
    private SessionId signIn(User user) {
        var before = sessions(user);
        fixture.office
                .sessions()
                .signIn(user.email().value(), OfficeFixture.PASSWORD, "a browser", "here")
                .orThrow();
        return sessions(user).stream()
                .filter(it -> !before.contains(it))
                .findFirst()
                .orElseThrow();
    }

    private List<SessionId> sessions(User user) {
        return fixture.as(user, fixture.office.sessions()::list).stream()
                .map(Sessions.SessionEntry::id)
                .toList();
    }

    private Result<PushSubscription> save(User user, SessionId session, String endpoint) {
        var wanted = new NewSubscription(new Target(endpoint, KEY, AUTH), "Chromium, Linux", Language.EN);
        return fixture.as(user, () -> subscriptions.save(session, wanted));
    }

    private List<String> told(User user) {
        return subscriptions.of(user.tenant(), user.id()).stream()
                .map(it -> it.target().endpoint())
                .toList();
    }

    private List<PushSubscription> own(User user) {
        return fixture.as(user, subscriptions::list);
    }

    @Test
    void aBrowserIsKeptListedUsedAndTakenAway() {
        var saved =
                save(fixture.ben, signIn(fixture.ben), "https://push.example/1").orThrow();

        assertThat(own(fixture.ben)).containsExactly(saved);
        assertThat(saved.label()).isEqualTo("Chromium, Linux");
        assertThat(saved.language()).isEqualTo(Language.EN);
        assertThat(saved.lastUsedAt()).isNull();
        subscriptions.used(fixture.ben.tenant(), saved.id());
        assertThat(own(fixture.ben).getFirst().lastUsedAt()).isEqualTo(OfficeFixture.NOON);
        assertThat(fixture.as(fixture.ben, () -> subscriptions.remove(saved.id())))
                .isEqualTo(Result.ok(saved.id()));
        assertThat(told(fixture.ben)).isEmpty();
        assertThat(fixture.as(fixture.ben, () -> subscriptions.remove(saved.id())))
                .isEqualTo(Result.refused(new Refusal.NotFound()));
    }

    @Test
    void aSignInIsOneBrowserAndAnAddressOneToo() {
        var session = signIn(fixture.ben);
        var old = save(fixture.ben, session, "https://push.example/old").orThrow();
        var renewed = save(fixture.ben, session, "https://push.example/new").orThrow();
        assertThat(renewed.id()).isEqualTo(old.id());
        assertThat(told(fixture.ben)).containsExactly("https://push.example/new");

        save(fixture.ben, signIn(fixture.ben), "https://push.example/new").orThrow();

        assertThat(told(fixture.ben)).containsExactly("https://push.example/new");
    }

    @Test
    void endsWithItsSignIn() {
        var session = signIn(fixture.ben);
        var saved = save(fixture.ben, session, "https://push.example/1").orThrow();
        save(fixture.ben, signIn(fixture.ben), "https://push.example/2").orThrow();

        fixture.as(fixture.ben, () -> fixture.office.sessions().end(session));

        assertThat(told(fixture.ben)).containsExactly("https://push.example/2");
        assertThat(subscriptions.find(fixture.ben.tenant(), saved.id())).isEmpty();
        assertThat(save(fixture.ben, session, "https://push.example/1"))
                .isEqualTo(Result.refused(new Refusal.NotFound()));

        fixture.clock.advance(Sessions.COOKIE_LIFETIME.plus(Duration.ofSeconds(1)));

        assertThat(told(fixture.ben)).isEmpty();
    }

    @Test
    void goesWithItsUser() {
        save(fixture.ben, signIn(fixture.ben), "https://push.example/1").orThrow();

        fixture.deleteUser(fixture.ben);

        assertThat(told(fixture.ben)).isEmpty();
    }

    @Test
    void ofTooManyTheOldestGoes() {
        for (int i = 0; i < Limits.MAX_PUSH_SUBSCRIPTIONS + 2; i++) {
            fixture.clock.advance(Duration.ofMinutes(2));
            save(fixture.ben, signIn(fixture.ben), "https://push.example/" + i).orThrow();
        }

        assertThat(told(fixture.ben))
                .hasSize(Limits.MAX_PUSH_SUBSCRIPTIONS)
                .doesNotContain("https://push.example/0", "https://push.example/1")
                .contains("https://push.example/2");
    }

    @Test
    void savingWithoutEndIsRefused() {
        var session = signIn(fixture.ben);
        for (int i = 0; i < 300; i++)
            save(fixture.ben, session, "https://push.example/" + i).orThrow();

        assertThat(save(fixture.ben, session, "https://push.example/x"))
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.TooMany.class));
    }

    @Test
    void nobodyReachesAnybodyElses() {
        var session = signIn(fixture.ben);
        var saved = save(fixture.ben, session, "https://push.example/1").orThrow();

        for (var other : List.of(fixture.anna, fixture.carla)) {
            assertThat(own(other)).isEmpty();
            assertThat(fixture.as(other, () -> subscriptions.remove(saved.id())))
                    .isEqualTo(Result.refused(new Refusal.NotFound()));
            assertThat(save(other, session, "https://push.example/2"))
                    .as("on Ben's sign-in")
                    .isEqualTo(Result.refused(new Refusal.NotFound()));
        }
        save(fixture.carla, signIn(fixture.carla), "https://push.example/1").orThrow();
        assertThat(told(fixture.ben))
                .as("the same address under another's account takes nothing away")
                .containsExactly("https://push.example/1");
        assertThat(subscriptions.of(fixture.carla.tenant(), fixture.ben.id())).isEmpty();
        assertThat(subscriptions.find(fixture.carla.tenant(), saved.id())).isEmpty();
        subscriptions.gone(fixture.carla.tenant(), saved.id());
        assertThat(told(fixture.ben)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "endpoint, 1001, 1",
        "label, 100, 81",
    })
    void whatIsNoSubscriptionIsNamed(String field, int endpoint, int label) {
        var target = new Target("https://push.example/".repeat(60).substring(0, endpoint), KEY, AUTH);
        var wanted = new NewSubscription(target, "x".repeat(label), Language.DE);

        var result = fixture.as(fixture.ben, () -> subscriptions.save(signIn(fixture.ben), wanted));

        assertThat(result)
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        refused -> assertThat(refused.refusal())
                                .isInstanceOfSatisfying(
                                        Refusal.Invalid.class,
                                        invalid -> assertThat(invalid.field()).isEqualTo(field)));
    }

    @Test
    void printsNoAddress() {
        var saved = save(fixture.ben, signIn(fixture.ben), "https://push.example/secret")
                .orThrow();

        assertThat(saved.toString()).doesNotContain("secret", KEY, AUTH);
    }
}
