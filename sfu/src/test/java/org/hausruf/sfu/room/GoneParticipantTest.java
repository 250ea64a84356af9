package org.hausruf.sfu.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hausruf.rtc.srtp.SrtpCrypto;
import org.hausruf.sfu.loop.Loop;
import org.hausruf.sfu.loop.LoopSettings;
import org.hausruf.sfu.loop.Loops;
import org.hausruf.sfu.peer.MediaPath;
import org.hausruf.sfu.peer.PeerSettings;
import org.hausruf.sfu.time.Advancing;
import org.junit.jupiter.api.Test;

class GoneParticipantTest {
    @Test
    void whatItAsksForChangesNothing() throws Exception {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (var loops = Loops.start(new LoopSettings(address, List.of(address), 1))) {
            Loop loop = loops.all().getFirst();
            loop.submit(() -> {
                        Participant anna = joined(room(loop));
                        anna.leave(DisconnectReason.CLIENT_INITIATED);
                        int version = anna.version();

                        assertThat(anna.updateMetadata("other", "new", Map.of("a", "b")))
                                .isFalse();
                        assertThat(anna.mute("TR_1", true)).isFalse();
                        assertThat(anna.resized("TR_1", 1, 1)).isFalse();
                        assertThat(anna.audioFeatures("TR_1", Set.of())).isFalse();
                        assertThat(anna.name()).isEqualTo("Anna");
                        assertThat(anna.version()).isEqualTo(version);
                        return true;
                    })
                    .get();
        }
    }

    private static Room room(Loop loop) {
        var settings = new RoomSettings("r", "RM_1", 0, Advancing.NEVER / 4, Advancing.NEVER / 4, 0, "");
        var peers = new PeerSettings(loop, SrtpCrypto.choose(), new SecureRandom(), true, _ -> MediaPath.UDP);
        return new Room(settings, peers, deaf(RoomListener.class));
    }

    private static Participant joined(Room room) {
        var permissions = new Permissions(true, true, true, true, false, Set.of());
        var join = new JoinSettings("anna", "Anna", "", Map.of(), permissions, true, 0, Instant.MAX);
        if (room.join(join, deaf(ParticipantListener.class)) instanceof JoinResult.Joined(Participant anna))
            return anna;
        throw new AssertionError("not let in");
    }

    /// Of these calls nothing is to be heard.
    private static <T> T deaf(Class<T> listener) {
        return listener.cast(
                Proxy.newProxyInstance(listener.getClassLoader(), new Class<?>[] {listener}, (_, _, _) -> null));
    }
}
