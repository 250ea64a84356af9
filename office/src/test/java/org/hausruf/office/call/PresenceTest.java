package org.hausruf.office.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Set;
import org.hausruf.office.Caller;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.UserId;
import org.hausruf.office.user.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PresenceTest {
    private OfficeFixture fixture;
    private Colleagues office;
    private Presence presence;

    @BeforeEach
    void open() {
        fixture = OfficeFixture.open();
        office = new Colleagues(fixture);
        presence = fixture.office.presence();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Set<UserId> undisturbed(User user) {
        return fixture.as(user, presence::doNotDisturb);
    }

    private void set(User user, boolean wanted) {
        user.caller().run(() -> presence.setDoNotDisturb(wanted));
    }

    @Test
    void whoTalksIsKnownToColleaguesAndNobodyElse() throws Exception {
        var dora = office.hire("dora");
        var call = office.ringing(fixture.anna, fixture.ben);
        assertThat(fixture.as(dora, presence::inCall)).isEmpty();

        office.accept(fixture.ben, call).orThrow();
        assertThat(fixture.as(dora, presence::inCall)).containsOnly(fixture.anna.id(), fixture.ben.id());
        assertThat(Caller.system(dora.tenant()).call(presence::inCall)).hasSize(2);
        assertThat(fixture.as(fixture.carla, presence::inCall)).isEmpty();

        office.end(fixture.anna, call).orThrow();
        assertThat(fixture.as(dora, presence::inCall)).isEmpty();
    }

    @Test
    void whoSitsInAVideoCallTalksToo() throws Exception {
        var dora = office.hire("dora");
        var moved = new ArrayList<UserId>();
        var attendance = fixture.office.attendance();
        attendance.onMoved((tenant, user) -> {
            assertThat(tenant).isEqualTo(dora.tenant());
            moved.add(user);
        });
        var room = fixture.draft("meeting").room();
        var anna = fixture.anna.email().value();

        attendance.joined(room, anna, "PA_1", OfficeFixture.NOON);
        assertThat(fixture.as(dora, presence::inCall)).containsOnly(fixture.anna.id());
        assertThat(fixture.as(fixture.carla, presence::inCall)).isEmpty();
        attendance.left(room, "PA_1", OfficeFixture.NOON, null);
        assertThat(fixture.as(dora, presence::inCall)).isEmpty();
        attendance.joined(room, anna, "PA_2", OfficeFixture.NOON);
        attendance.restarted();
        assertThat(fixture.as(dora, presence::inCall)).isEmpty();
        assertThat(moved).hasSize(4).containsOnly(fixture.anna.id());
    }

    @Test
    void whoSitsInAVideoCallIsBusyToWhoRingsThem() throws Exception {
        var attendance = fixture.office.attendance();
        var room = fixture.draft("meeting").room();
        attendance.joined(room, fixture.anna.email().value(), "PA_1", OfficeFixture.NOON);

        var busy = office.ring(fixture.ben, fixture.anna).orThrow();
        assertThat(busy.endReason()).isEqualTo(EndReason.BUSY);
        attendance.left(room, "PA_1", OfficeFixture.NOON, null);
        var rings = office.ring(fixture.ben, fixture.anna).orThrow();
        assertThat(rings.status()).isEqualTo(CallStatus.RINGING);
        assertThat(rings.waiting()).isFalse();
    }

    @Test
    void eachChoosesForThemselves() throws Exception {
        set(fixture.ben, true);
        set(fixture.ben, true);

        assertThat(undisturbed(fixture.anna)).containsOnly(fixture.ben.id());
        assertThat(Caller.system(fixture.ben.tenant()).call(presence::doNotDisturb))
                .containsOnly(fixture.ben.id());
        assertThat(undisturbed(fixture.carla)).isEmpty();
        set(fixture.ben, false);
        assertThat(undisturbed(fixture.anna)).isEmpty();
        assertThatThrownBy(() -> Caller.system(fixture.ben.tenant()).run(() -> presence.setDoNotDisturb(true)))
                .isInstanceOf(IllegalStateException.class);
    }
}
