package org.hausruf.office;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomNameTest {
    @Test
    void aNameThatWasMadeHereIsOurs() {
        assertThat(RoomName.isOurs(RoomName.random().value())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sot-",
                "standup",
                "sot-standup",
                "sot-0123456789abcdef0123456",
                "sot-0123456789abcdef01234567x"
            })
    void anotherOneIsNot(String name) {
        assertThat(RoomName.isOurs(name)).isFalse();
    }

    @Test
    void aRingingCallsRoomNamesItsOffice() {
        var tenant = new TenantId(new UUID(1, 2));
        var room = RoomName.ofCall(tenant, new CallId(new UUID(3, 4)));

        assertThat(room.value()).isEqualTo("00000000-0000-0001-0000-000000000002-00000000-0000-0003-0000-000000000004");
        assertThat(RoomName.isOfCall(room.value())).isTrue();
        assertThat(RoomName.isOurs(room.value())).isFalse();
        assertThat(room.tenantOfCall()).isEqualTo(tenant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sot-0123456789abcdef01234567",
                "00000000-0000-0001-0000-000000000002",
                "00000000-0000-0001-0000-000000000002-00000000-0000-0003-0000-00000000000G",
                "00000000-0000-0001-0000-000000000002-00000000-0000-0003-0000-000000000004x"
            })
    void anotherRoomNamesNone(String name) {
        assertThat(RoomName.isOfCall(name)).isFalse();
        assertThatThrownBy(() -> new RoomName(name).tenantOfCall()).isInstanceOf(IllegalArgumentException.class);
    }
}
