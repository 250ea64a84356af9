package org.hausruf.office.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.office.Refusals.field;
import static org.hausruf.office.Refusals.refusal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.hausruf.office.Caller;
import org.hausruf.office.DeliveryId;
import org.hausruf.office.Limits;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.WebhookId;
import org.hausruf.office.call.Call;
import org.hausruf.office.call.Calls.NewCall;
import org.hausruf.office.call.Media;
import org.hausruf.office.contact.Contacts;
import org.hausruf.office.db.Resolver.WebhookOfTenant;
import org.hausruf.office.user.User;
import org.hausruf.office.webhook.Deliveries.Attempt;
import org.hausruf.office.webhook.Deliveries.Due;
import org.hausruf.office.webhook.Deliveries.Verdict;
import org.hausruf.office.webhook.Webhook.DisabledReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhooksTest {
    private static final String CRM = "https://crm.sot.example/hook?key=k1";
    private static final Attempt TAKEN = new Attempt(204, "", null);
    private static final Attempt BROKEN = new Attempt(500, "oh dear", null);

    private OfficeFixture fixture;
    private Webhooks webhooks;
    private Deliveries deliveries;

    @BeforeEach
    void open() {
        fixture = OfficeFixture.open();
        webhooks = fixture.office.webhooks();
        deliveries = fixture.office.deliveries();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private WebhookId webhook(User admin) {
        return fixture.as(admin, () -> webhooks.create(CRM)).orThrow().webhook().id();
    }

    private Call annaRingsBen() {
        var wanted = new NewCall(fixture.ben.id(), Media.AUDIO, null);
        return fixture.as(fixture.anna, () -> fixture.office.calls().initiate(wanted))
                .orThrow();
    }

    private Call benTakes(Call call) {
        return fixture.as(fixture.ben, () -> fixture.office.calls().accept(call.id()))
                .orThrow();
    }

    private Call annaHangsUp(Call call) {
        return fixture.as(fixture.anna, () -> fixture.office.calls().end(call.id()))
                .orThrow();
    }

    private List<Due> due(Set<DeliveryId> except) {
        var now = fixture.clock.instant();
        return deliveries.webhooks(now).stream()
                .flatMap(it -> deliveries.due(it, now, except, 100).stream())
                .toList();
    }

    private List<Due> due() {
        return due(Set.of());
    }

    private Verdict attempted(Due due, Attempt attempt) {
        return deliveries.attempted(due, attempt, fixture.clock.instant());
    }

    private List<Delivery> log(User admin, WebhookId webhook) {
        return fixture.as(
                        admin,
                        () -> webhooks.deliveries(webhook, null, null, 100).orThrow())
                .items();
    }

    private Webhook state(WebhookId webhook) {
        return fixture.as(fixture.anna, () -> webhooks.list().orThrow()).stream()
                .filter(it -> it.id().equals(webhook))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aTalkIsToldInThreeEventsOneAfterTheOther() {
        webhook(fixture.anna);
        var call = annaRingsBen();
        fixture.clock.advance(Duration.ofSeconds(3));
        benTakes(call);
        fixture.clock.advance(Duration.ofSeconds(61));
        annaHangsUp(call);

        var bodies = new ArrayList<String>();
        while (!due().isEmpty()) {
            assertThat(due()).as("one at a time").hasSize(1);
            bodies.add(due().getFirst().body());
            attempted(due().getFirst(), TAKEN);
        }

        assertThat(bodies).hasSize(3);
        assertThat(bodies.get(0))
                .contains(
                        "\"type\" : \"call.initiated\"",
                        "\"timestamp\" : \"2026-11-19T12:00:00Z\"",
                        "\"callId\" : \"" + call.id() + "\"",
                        "\"status\" : \"RINGING\"",
                        "\"email\" : \"anna@sot.example\"",
                        "\"email\" : \"ben@sot.example\"",
                        "\"contact\" : null");
        assertThat(bodies.get(1)).contains("\"type\" : \"call.answered\"", "\"answeredAt\" : \"2026-11-19T12:00:03Z\"");
        assertThat(bodies.get(2))
                .contains(
                        "\"type\" : \"call.ended\"",
                        "\"endReason\" : \"completed\"",
                        "\"durationSeconds\" : 61",
                        "\"endedAt\" : \"2026-11-19T12:01:04Z\"");
    }

    @Test
    void theContactThatWasClickedIsNamed() {
        webhook(fixture.anna);
        var book = new Contacts.Filter(null, null, null, 1);
        var contact = fixture.as(
                        fixture.anna, () -> fixture.office.contacts().list(book).orThrow())
                .items()
                .getFirst();
        var wanted = new NewCall(fixture.ben.id(), Media.VIDEO, contact.id());

        fixture.as(fixture.anna, () -> fixture.office.calls().initiate(wanted)).orThrow();

        assertThat(due().getFirst().body())
                .contains("\"media\" : \"video\"", "\"contactId\" : \"" + contact.id() + "\"", contact.name());
    }

    @Test
    void aCallThatNeverRangIsToldAsBegunAndEnded() {
        webhook(fixture.anna);
        fixture.as(fixture.ben, () -> {
            fixture.office.presence().setDoNotDisturb(true);
            return true;
        });
        annaRingsBen();

        attempted(due().getFirst(), TAKEN);
        assertThat(due()).singleElement().extracting(Due::body).asString().contains("\"endReason\" : \"busy\"");
    }

    @Test
    void whatTheServerEndsIsToldToo() {
        webhook(fixture.anna);
        var call = annaRingsBen();
        fixture.clock.advance(Duration.ofSeconds(31));

        fixture.office.calls().expire(fixture.clock.instant(), _ -> {});

        attempted(due().getFirst(), TAKEN);
        assertThat(due().getFirst().body())
                .contains("\"endReason\" : \"no-answer\"", call.id().toString());
    }

    @Test
    void anotherOfficeIsToldNothing() {
        var theirs = webhook(fixture.carla);

        annaRingsBen();

        assertThat(due()).isEmpty();
        assertThat(log(fixture.carla, theirs)).isEmpty();
    }

    @Test
    void eachWebhookHasAnEventOfItsOwn() {
        webhook(fixture.anna);
        webhook(fixture.anna);
        annaRingsBen();

        assertThat(due()).hasSize(2).extracting(Due::id).doesNotHaveDuplicates();
        attempted(due().getFirst(), TAKEN);
        assertThat(due()).hasSize(1);
    }

    @Test
    void theServerIsWokenWhenSomethingIsWritten() {
        var woken = new AtomicInteger();
        fixture.office.outbox().onWritten(woken::incrementAndGet);
        var id = webhook(fixture.anna);

        annaRingsBen();
        assertThat(woken).hasValue(1);
        fixture.as(fixture.anna, () -> webhooks.test(id)).orThrow();
        assertThat(woken).hasValue(2);
    }

    @Test
    void whatIsBeingSentIsNotGivenAgain() {
        webhook(fixture.anna);
        annaRingsBen();

        assertThat(due(Set.of(due().getFirst().id()))).isEmpty();
    }

    @Test
    void whatFailsIsTriedEightTimesUnderOneId() {
        var id = webhook(fixture.anna);
        annaRingsBen();
        var first = due().getFirst();

        for (var pause : Deliveries.PAUSES) {
            assertThat(due()).singleElement().extracting(Due::id).isEqualTo(first.id());
            attempted(first, BROKEN);
            fixture.clock.advance(pause.minusSeconds(1));
            assertThat(due()).isEmpty();
            assertThat(deliveries.next()).contains(fixture.clock.instant().plusSeconds(1));
            fixture.clock.advance(Duration.ofSeconds(1));
        }
        attempted(first, BROKEN);

        fixture.clock.advance(Duration.ofDays(9));
        assertThat(due()).isEmpty();
        assertThat(deliveries.next()).isEmpty();
        assertThat(log(fixture.anna, id)).singleElement().satisfies(it -> {
            assertThat(it.state()).isEqualTo(Delivery.State.FAILED);
            assertThat(it.attempts()).isEqualTo(8);
            assertThat(it.lastStatus()).isEqualTo(500);
            assertThat(it.lastAnswer()).isEqualTo("oh dear");
        });
    }

    @Test
    void whatWaitsForAnEarlierEventWaitsWithIt() {
        webhook(fixture.anna);
        var call = annaRingsBen();
        attempted(due().getFirst(), BROKEN);
        annaHangsUp(call);

        assertThat(due()).isEmpty();
        assertThat(deliveries.next()).contains(fixture.clock.instant().plus(Deliveries.PAUSES.getFirst()));

        fixture.clock.advance(Deliveries.PAUSES.getFirst());
        assertThat(due()).singleElement().extracting(Due::body).asString().contains("call.initiated");
    }

    @Test
    void aReceiverMayAskForMoreTime() {
        webhook(fixture.anna);
        annaRingsBen();

        attempted(due().getFirst(), new Attempt(429, "", Duration.ofMinutes(10)));

        assertThat(deliveries.next()).contains(fixture.clock.instant().plus(Duration.ofMinutes(10)));
    }

    @Test
    void whoIsGoneIsSwitchedOffAtOnce() {
        var id = webhook(fixture.anna);
        annaRingsBen();

        assertThat(attempted(due().getFirst(), new Attempt(410, "", null)))
                .isEqualTo(new Verdict.SwitchedOff(DisabledReason.GONE));

        assertThat(state(id).enabled()).isFalse();
        assertThat(state(id).disabledReason()).isEqualTo(DisabledReason.GONE);
        assertThat(log(fixture.anna, id)).extracting(Delivery::state).containsOnly(Delivery.State.FAILED);
    }

    @Test
    void whoTakesNothingForFiveDaysIsSwitchedOff() {
        var id = webhook(fixture.anna);
        annaRingsBen();
        attempted(due().getFirst(), BROKEN);
        assertThat(state(id).failingSince()).isEqualTo(fixture.clock.instant());
        fixture.clock.advance(Duration.ofDays(5));
        fixture.office.calls().expire(fixture.clock.instant(), _ -> {});

        assertThat(attempted(due().getFirst(), new Attempt(null, "no connection", null)))
                .isEqualTo(new Verdict.SwitchedOff(DisabledReason.FAILING));

        assertThat(due()).isEmpty();
        annaHangsUp(annaRingsBen());
        assertThat(due()).as("nothing is written for it").isEmpty();
        var on = fixture.as(fixture.anna, () -> webhooks.change(id, null, true)).orThrow();
        assertThat(on.disabledReason()).isNull();
        assertThat(on.failingSince()).isNull();
    }

    @Test
    void oneThatIsTakenEndsTheFailing() {
        var id = webhook(fixture.anna);
        annaRingsBen();
        attempted(due().getFirst(), BROKEN);
        fixture.clock.advance(Duration.ofSeconds(5));

        attempted(due().getFirst(), TAKEN);

        assertThat(state(id).failingSince()).isNull();
    }

    @Test
    void allThatFailedSinceIsSentAgainUnderTheSameIds() {
        var id = webhook(fixture.anna);
        annaHangsUp(annaRingsBen());
        fixture.clock.advance(Duration.ofHours(1));
        var since = fixture.clock.instant();
        var missed = annaRingsBen();
        var ids = log(fixture.anna, id).stream()
                .filter(it -> missed.id().equals(it.call()))
                .map(Delivery::id)
                .toList();
        attempted(due().getFirst(), new Attempt(410, "", null));
        fixture.as(fixture.anna, () -> webhooks.change(id, null, true)).orThrow();

        assertThat(fixture.as(fixture.anna, () -> webhooks.replay(id, since)).orThrow())
                .isEqualTo(1);
        assertThat(due()).extracting(Due::id).containsExactlyElementsOf(ids);
    }

    @Test
    void oneIsSentAgainEvenIfItWasTaken() {
        var id = webhook(fixture.anna);
        annaRingsBen();
        var first = due().getFirst();
        attempted(first, TAKEN);
        assertThat(due()).isEmpty();

        fixture.as(fixture.anna, () -> webhooks.replay(id, first.id())).orThrow();

        assertThat(due()).extracting(Due::id).containsExactly(first.id());
        refusal(
                fixture.as(fixture.anna, () -> webhooks.replay(id, new DeliveryId(new UUID(0, 7)))),
                Refusal.NotFound.class);
    }

    @Test
    void whatIsSwitchedOffIsNotReplayed() {
        var id = webhook(fixture.anna);
        annaRingsBen();
        fixture.as(fixture.anna, () -> webhooks.change(id, null, false)).orThrow();

        assertThat(due()).isEmpty();
        assertThat(field(fixture.as(fixture.anna, () -> webhooks.replay(id, OfficeFixture.NOON))))
                .isEqualTo("enabled");
    }

    @Test
    void aTestIsTriedOnceEvenOfOneThatIsOff() {
        var id = webhook(fixture.anna);
        fixture.as(fixture.anna, () -> webhooks.change(id, null, false)).orThrow();

        fixture.as(fixture.anna, () -> webhooks.test(id)).orThrow();

        attempted(due().getFirst(), BROKEN);
        fixture.clock.advance(Duration.ofHours(1));
        assertThat(due()).isEmpty();
        assertThat(log(fixture.anna, id))
                .singleElement()
                .extracting(Delivery::state)
                .isEqualTo(Delivery.State.FAILED);
    }

    @Test
    void soManyTestsWaitAndNotMore() {
        var id = webhook(fixture.anna);
        for (int i = 0; i < 20; i++)
            fixture.as(fixture.anna, () -> webhooks.test(id)).orThrow();

        refusal(fixture.as(fixture.anna, () -> webhooks.test(id)), Refusal.TooMany.class);

        attempted(due().getFirst(), TAKEN);
        fixture.as(fixture.anna, () -> webhooks.test(id)).orThrow();
    }

    @Test
    void theOldSecretSignsForADayBesideTheNewOne() {
        var created = fixture.as(fixture.anna, () -> webhooks.create(CRM)).orThrow();
        var renewed = fixture.as(
                        fixture.anna, () -> webhooks.newSecret(created.webhook().id()))
                .orThrow();
        annaRingsBen();

        assertThat(created.secret().value()).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(due().getFirst().secrets()).containsExactly(renewed.secret(), created.secret());
        fixture.clock.advance(Duration.ofHours(24));
        assertThat(due().getFirst().secrets()).containsExactly(renewed.secret());
    }

    @Test
    void theDatabaseDoesNotShowTheSecret() {
        var created = fixture.as(fixture.anna, () -> webhooks.create(CRM)).orThrow();

        var stored = fixture.as(
                fixture.anna,
                () -> fixture.database
                        .transactions()
                        .run(sql -> sql.sql("select secret from webhooks")
                                .query((row, _) -> row.getBytes("secret"))
                                .single()));

        assertThat(new String(stored, StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(created.secret().key(), StandardCharsets.ISO_8859_1));
        assertThat(created.secret().toString()).doesNotContain(created.secret().value());
        assertThat(created.webhook().toString()).doesNotContain("k1");
    }

    @Test
    void theLogKeepsTheNewestThousand() {
        var id = webhook(fixture.anna);
        for (int i = 0; i < Deliveries.MAX_LOGGED + 5; i++) {
            fixture.clock.advance(Duration.ofMillis(1));
            fixture.as(fixture.anna, () -> webhooks.test(id)).orThrow();
            attempted(due().getFirst(), TAKEN);
        }

        var kept = fixture.as(
                fixture.anna,
                () -> fixture.database
                        .transactions()
                        .run(sql -> sql.sql("select count(*) from webhook_deliveries")
                                .query(Integer.class)
                                .single()));
        assertThat(kept).isEqualTo(Deliveries.MAX_LOGGED);
    }

    @Test
    void aLongOrHostileAnswerIsCut() {
        var id = webhook(fixture.anna);
        annaRingsBen();

        attempted(due().getFirst(), new Attempt(200, "\0" + "x".repeat(5_000), null));

        assertThat(log(fixture.anna, id).getFirst().lastAnswer()).hasSize(Deliveries.MAX_ANSWER_LENGTH);
    }

    @Test
    void deletingTakesTheLogAlong() {
        var id = webhook(fixture.anna);
        annaRingsBen();
        var sent = due().getFirst();

        fixture.as(fixture.anna, () -> webhooks.delete(id)).orThrow();

        assertThat(due()).isEmpty();
        assertThat(attempted(sent, TAKEN)).isEqualTo(new Verdict.GoesOn());
        assertThat(attempted(sent, BROKEN)).isEqualTo(new Verdict.GoesOn());
    }

    @Test
    void callsDoNotWaitWhileALongLogIsDeleted() throws Exception {
        var id = webhook(fixture.anna);
        annaHangsUp(annaRingsBen());
        var deleting = new FutureTask<>(() -> fixture.as(fixture.anna, () -> webhooks.delete(id)));

        // Its log cannot be deleted yet, and a call begins and ends all the same.
        Caller.system(fixture.anna.tenant())
                .call(() -> fixture.database.transactions().run(sql -> {
                    sql.sql("select id from webhook_deliveries for update")
                            .query(UUID.class)
                            .list();
                    Thread.ofVirtual().start(deleting);
                    var waiting = "select exists (select from pg_locks where not granted)";
                    while (!sql.sql(waiting).query(Boolean.class).single())
                        assertThat(deleting.isDone()).isFalse();
                    annaHangsUp(annaRingsBen());
                    return true;
                }));

        deleting.get().orThrow();
        assertThat(fixture.as(fixture.anna, webhooks::list).orThrow()).isEmpty();
        assertThat(due()).isEmpty();
    }

    @Test
    void anAttemptIsNotedWhileItsWebhookIsSwitchedOff() throws Exception {
        webhook(fixture.anna);
        annaRingsBen();
        var sent = due().getFirst();
        var noting = new FutureTask<>(() -> attempted(sent, BROKEN));

        fixture.as(
                fixture.anna,
                () -> fixture.database.transactions().run(sql -> {
                    sql.sql("update webhooks set enabled = false").update();
                    Thread.ofVirtual().start(noting);
                    var waiting =
                            "select exists (select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid)))";
                    while (!sql.sql(waiting).query(Boolean.class).single())
                        assertThat(noting.isDone()).isFalse();
                    Deliveries.giveUp(sql, sent.webhook()); // a deadlock, if what waits holds them already
                    return true;
                }));

        assertThat(noting.get()).isEqualTo(new Verdict.GoesOn());
        assertThat(due()).isEmpty();
    }

    @Test
    void aCallGoesOnWhileItsWebhookIsDeleted() throws Exception {
        webhook(fixture.anna);
        var ringing = new FutureTask<>(this::annaRingsBen);

        fixture.as(
                fixture.anna,
                () -> fixture.database.transactions().run(sql -> {
                    CallOutbox.lock(sql, fixture.anna.tenant());
                    sql.sql("delete from webhooks").update();
                    Thread.ofVirtual().start(ringing);
                    var waiting = "select exists (select from pg_locks where not granted)";
                    while (!sql.sql(waiting).query(Boolean.class).single())
                        assertThat(ringing.isDone()).isFalse();
                    return true;
                }));

        assertThat(ringing.get().from()).isEqualTo(fixture.anna.id());
        assertThat(due()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "crm.example", "ftp://crm.example", "https://", "https://a b", "https://a\r\nb", "https://ä"
            })
    void whatIsNoUrlIsRefused(String url) {
        var id = webhook(fixture.anna);

        assertThat(field(fixture.as(fixture.anna, () -> webhooks.create(url)))).isEqualTo("url");
        assertThat(field(fixture.as(fixture.anna, () -> webhooks.change(id, url, null))))
                .isEqualTo("url");
        assertThat(field(fixture.as(fixture.anna, () -> webhooks.create("https://" + "a".repeat(2_000)))))
                .isEqualTo("url");
    }

    @Test
    void anOfficeHasSoManyWebhooksAndNotMore() {
        for (int i = 0; i < Limits.MAX_WEBHOOKS; i++) webhook(fixture.anna);

        assertThat(field(fixture.as(fixture.anna, () -> webhooks.create(CRM)))).isEqualTo("url");
        webhook(fixture.carla);
    }

    @Test
    void membersAndOtherOfficesGetNowhere() {
        var id = webhook(fixture.anna);
        annaRingsBen();
        var delivery = log(fixture.anna, id).getFirst().id();

        for (var stranger : List.of(fixture.ben, fixture.carla)) {
            var why = stranger.equals(fixture.ben) ? Refusal.NotAllowed.class : Refusal.NotFound.class;
            var answers = new ArrayList<Result<?>>();
            answers.add(fixture.as(stranger, () -> webhooks.change(id, CRM, false)));
            answers.add(fixture.as(stranger, () -> webhooks.delete(id)));
            answers.add(fixture.as(stranger, () -> webhooks.newSecret(id)));
            answers.add(fixture.as(stranger, () -> webhooks.test(id)));
            answers.add(fixture.as(stranger, () -> webhooks.deliveries(id, null, null, 10)));
            answers.add(fixture.as(stranger, () -> webhooks.replay(id, delivery)));
            answers.add(fixture.as(stranger, () -> webhooks.replay(id, OfficeFixture.NOON)));
            for (var answer : answers) refusal(answer, why);
        }
        refusal(fixture.as(fixture.ben, () -> webhooks.list()), Refusal.NotAllowed.class);
        refusal(fixture.as(fixture.ben, () -> webhooks.create(CRM)), Refusal.NotAllowed.class);
        assertThat(fixture.as(fixture.carla, () -> webhooks.list().orThrow())).isEmpty();
        assertThat(state(id).enabled()).isTrue();
        assertThat(deliveries.due(
                        new WebhookOfTenant(fixture.carla.tenant(), id), fixture.clock.instant(), Set.of(), 9))
                .as("not even the server, in another office's name")
                .isEmpty();
    }
}
