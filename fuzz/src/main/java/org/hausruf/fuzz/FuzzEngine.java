package org.hausruf.fuzz;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import livekit.LivekitRoom.RoomConfiguration;
import org.hausruf.livekit.ConnectRequest;
import org.hausruf.livekit.Engine;
import org.hausruf.livekit.EngineSettings;
import org.hausruf.livekit.token.Grants;
import org.hausruf.livekit.token.ServerGrants;
import org.hausruf.livekit.token.VideoGrant;

/// The engine that a target attacks, and what good tokens grant there.
public final class FuzzEngine {
    /// Signed after whatever a removal in an earlier run has made void.
    private static final Instant NEVER_REVOKED = Instant.MAX.minusSeconds(1_000_000);

    private static final int WARM_UPS = 10;

    private FuzzEngine() {}

    /// One loop, rooms that make themselves. It has answered once: its first answers take their time under
    /// instrumentation.
    public static Engine start(int maxRooms) {
        var anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var engine = Engine.start(EngineSettings.of("key", "secretsecretsecretsecretsecretse")
                .withUdpAddress(anyPort)
                .withAdvertisedAddresses(List.of(anyPort))
                .withLoops(1)
                .withAutoCreateRooms(true)
                .withLimits(maxRooms, 0));
        for (int tries = 1; !answers(engine); tries++) Must.hold(tries < WARM_UPS, "the engine answers");
        return engine;
    }

    private static boolean answers(Engine engine) {
        try {
            var grants = grants("early", VideoGrant.join("warm-up"), ServerGrants.NONE);
            var _ = engine.connect(new ConnectRequest(grants, true, false, ""));
            return engine.closeRoom("warm-up");
        } catch (IllegalStateException e) {
            return false;
        }
    }

    public static Grants grants(String identity, VideoGrant video, ServerGrants server) {
        return new Grants(
                identity,
                "",
                "",
                Map.of(),
                video,
                server,
                "",
                RoomConfiguration.getDefaultInstance(),
                NEVER_REVOKED,
                NEVER_REVOKED);
    }
}
