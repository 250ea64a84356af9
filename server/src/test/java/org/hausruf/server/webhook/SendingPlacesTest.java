package org.hausruf.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.hausruf.office.DeliveryId;
import org.hausruf.office.TenantId;
import org.hausruf.office.WebhookId;
import org.hausruf.office.db.Resolver.WebhookOfTenant;
import org.junit.jupiter.api.Test;

class SendingPlacesTest {
    private final SendingPlaces places = new SendingPlaces();

    private static TenantId office() {
        return new TenantId(UUID.randomUUID());
    }

    private static WebhookOfTenant webhookOf(TenantId tenant) {
        return new WebhookOfTenant(tenant, new WebhookId(UUID.randomUUID()));
    }

    private DeliveryId send(WebhookOfTenant webhook) {
        var delivery = new DeliveryId(UUID.randomUUID());
        places.take(delivery, webhook);
        return delivery;
    }

    /// As many as it may have.
    private void hang(WebhookOfTenant webhook) {
        while (places.free(webhook) > 0) send(webhook);
    }

    @Test
    void officesOfWhichLeastIsBeingSentComeFirstAndAmongEqualsWhoHasWaitedLongest() {
        var busy = webhookOf(office());
        var idle = webhookOf(office());
        var alsoIdle = webhookOf(office());
        var once = webhookOf(office());
        for (int i = 0; i < 3; i++) send(busy);
        var other = webhookOf(busy.tenant());
        send(once);

        assertThat(places.fewestFirst(List.of(busy, other, once, idle, alsoIdle)))
                .containsExactly(idle, alsoIdle, once, busy, other);
    }

    @Test
    void oneThatHangsLeavesItsOfficeRoomAndOneOfficeTheOthers() {
        var first = webhookOf(office());
        var second = webhookOf(first.tenant());
        var third = webhookOf(first.tenant());

        assertThat(places.free(first)).isEqualTo(SendingPlaces.PER_WEBHOOK);
        hang(first);
        assertThat(places.free(second)).isEqualTo(SendingPlaces.PER_TENANT - SendingPlaces.PER_WEBHOOK);
        hang(second);

        assertThat(places.free(third)).as("its office has all that it may have").isZero();
        assertThat(places.free(webhookOf(office()))).isEqualTo(SendingPlaces.PER_WEBHOOK);
    }

    @Test
    void whatHasEndedMakesRoom() {
        var webhook = webhookOf(office());
        var sent = send(webhook);
        hang(webhook);
        assertThat(places.sendingTo(webhook)).hasSize(SendingPlaces.PER_WEBHOOK).contains(sent);

        places.leave(sent);

        assertThat(places.free(webhook)).isEqualTo(1);
        assertThat(places.sendingTo(webhook)).doesNotContain(sent);
    }

    @Test
    void manyOfficesThatHangTakeAllPlacesAndTheNextOneThatEndsGoesToWhoHasNone() {
        var hanging = webhookOf(office());
        var ending = send(hanging);
        hang(hanging);
        for (int i = 1; i < SendingPlaces.AT_ONCE / SendingPlaces.PER_WEBHOOK; i++) hang(webhookOf(office()));
        var late = webhookOf(office());
        assertThat(places.free(late)).isZero();

        places.leave(ending);

        assertThat(places.fewestFirst(List.of(hanging, late))).containsExactly(late, hanging);
        assertThat(places.free(late)).isEqualTo(1);
    }
}
