package org.hausruf.office.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.office.Refusals.field;
import static org.hausruf.office.Refusals.refusal;

import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.hausruf.office.CallId;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.RoomName;
import org.hausruf.office.call.Calls.NewCall;
import org.hausruf.office.call.Media;
import org.hausruf.office.user.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedOriginsTest {
    private static final String CRM = "https://crm.sot.example";

    private OfficeFixture fixture;
    private AllowedOrigins origins;

    @BeforeEach
    void open() {
        fixture = OfficeFixture.open();
        origins = fixture.office.allowedOrigins();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Result<List<String>> replace(User admin, String... wanted) {
        return fixture.as(admin, () -> origins.replace(List.of(wanted)));
    }

    @Test
    void nobodyIsAllowedAtFirst() {
        assertThat(fixture.as(fixture.anna, () -> origins.list().orThrow())).isEmpty();
        assertThat(origins.tenantsAllowing(CRM)).isEmpty();
    }

    @Test
    void anAdminsListCountsForTheirTenantAlone() {
        assertThat(replace(fixture.anna, CRM, "http://localhost:3000", CRM).orThrow())
                .containsExactly("http://localhost:3000", CRM);
        replace(fixture.carla, "https://crm.synapse.example").orThrow();

        assertThat(origins.tenantsAllowing(CRM)).containsExactly(fixture.anna.tenant());
        assertThat(fixture.as(fixture.carla, () -> origins.list().orThrow()))
                .containsExactly("https://crm.synapse.example");
        assertThat(replace(fixture.anna).orThrow()).isEmpty();
        assertThat(origins.tenantsAllowing(CRM)).isEmpty();
    }

    @Test
    void twoTenantsMayAllowTheSameOrigin() {
        replace(fixture.anna, CRM).orThrow();
        replace(fixture.carla, CRM).orThrow();

        assertThat(origins.tenantsAllowing(CRM))
                .containsExactlyInAnyOrder(fixture.anna.tenant(), fixture.carla.tenant());
    }

    @Test
    void aRoomIsOpenToItsOwnTenantsOrigins() {
        var room = fixture.draft("ours").room();
        replace(fixture.anna, CRM).orThrow();
        replace(fixture.carla, "https://crm.synapse.example").orThrow();

        assertThat(origins.allows(CRM, room)).isTrue();
        assertThat(origins.allows("https://crm.synapse.example", room)).isFalse();
        assertThat(origins.allows(CRM, new RoomName("sot-none"))).isFalse();
    }

    @Test
    void aRingingCallsRoomIsOpenToItsOwnTenantsOriginsToo() {
        var wanted = new NewCall(fixture.ben.id(), Media.AUDIO, null);
        var call = fixture.as(fixture.anna, () -> fixture.office.calls().initiate(wanted))
                .orThrow();
        replace(fixture.anna, CRM).orThrow();
        replace(fixture.carla, "https://crm.synapse.example").orThrow();

        assertThat(origins.allows(CRM, call.room())).isTrue();
        assertThat(origins.allows("https://crm.synapse.example", call.room())).isFalse();
        var unknown = RoomName.ofCall(fixture.anna.tenant(), new CallId(new UUID(0, 7)));
        assertThat(origins.allows(CRM, unknown)).isFalse();
    }

    @Test
    void membersNeitherReadNorWriteTheList() {
        refusal(replace(fixture.ben, CRM), Refusal.NotAllowed.class);
        refusal(fixture.as(fixture.ben, () -> origins.list()), Refusal.NotAllowed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "null",
                "crm.sot.example",
                "https://crm.sot.example/",
                "https://CRM.sot.example",
                "https://crm.sot.example/path",
                "https://user@crm.sot.example",
                "https://*.sot.example",
                "https://crm.sot.example\r\nX: y",
            })
    void whatIsNoOriginIsRefusedAndNothingChanges(String wrong) {
        replace(fixture.anna, CRM).orThrow();

        assertThat(field(replace(fixture.anna, "https://fine.example", wrong))).isEqualTo("origins");

        assertThat(fixture.as(fixture.anna, () -> origins.list().orThrow())).containsExactly(CRM);
        assertThat(origins.tenantsAllowing(wrong)).isEmpty();
    }

    @Test
    void theListHasABound() {
        assertThat(field(replace(fixture.anna, Collections.nCopies(21, CRM).toArray(String[]::new))))
                .isEqualTo("origins");
    }
}
