package org.hausruf.livekit;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// How to start an [Engine].
///
/// @param apiKey name of the key, `iss` of every token
/// @param apiSecret signs tokens (HS256); at least 32 characters outside tests
/// @param udpAddress where media is received; port 0 takes a free one
/// @param advertisedAddresses told to clients instead of the found ones; port 0 means the bound port; empty: found by
/// itself
/// @param loops event loops, 0 for one per core
/// @param autoCreateRooms whether joining makes a room that does not exist
/// @param rooms how those are made
/// @param maxRooms beyond which joining makes no more; 0: no limit
/// @param maxParticipants in all rooms together, beyond which nobody gets in; 0: no limit
/// @param tcp where clients may come by TCP (ICE-TCP) if they can do no UDP; port 0 takes a free one
/// @param turn where a relay for clients behind firewalls listens, UDP and TCP
/// @param turnWithinTls name and port where a relay is reached within TLS, as clients are told; who comes there is
/// handed over with [Engine#relay]
/// @param congestionControl whether what a subscriber gets is made to fit its line
/// @param longestTokenLifetime how long deleted rooms and removed participants are remembered against old tokens
public record EngineSettings(
        String apiKey,
        String apiSecret,
        InetSocketAddress udpAddress,
        List<InetSocketAddress> advertisedAddresses,
        int loops,
        boolean autoCreateRooms,
        RoomDefaults rooms,
        int maxRooms,
        int maxParticipants,
        Optional<InetSocketAddress> tcp,
        Optional<InetSocketAddress> turn,
        Optional<InetSocketAddress> turnWithinTls,
        boolean congestionControl,
        Duration longestTokenLifetime) {

    /// Media on every address at a free port, no rooms but created ones, no limits, congestion control, tokens of up to
    /// a day.
    public static EngineSettings of(String apiKey, String apiSecret) {
        return new EngineSettings(
                apiKey,
                apiSecret,
                new InetSocketAddress(0),
                List.of(),
                0,
                false,
                RoomDefaults.STANDARD,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                Duration.ofHours(24));
    }

    public EngineSettings withUdpAddress(InetSocketAddress address) {
        return with(it -> it.udpAddress = address);
    }

    public EngineSettings withAdvertisedAddresses(List<InetSocketAddress> addresses) {
        return with(it -> it.advertisedAddresses = List.copyOf(addresses));
    }

    public EngineSettings withLoops(int count) {
        return with(it -> it.loops = count);
    }

    public EngineSettings withAutoCreateRooms(boolean create) {
        return with(it -> it.autoCreateRooms = create);
    }

    public EngineSettings withRooms(RoomDefaults defaults) {
        return with(it -> it.rooms = defaults);
    }

    public EngineSettings withLongestTokenLifetime(Duration lifetime) {
        return with(it -> it.longestTokenLifetime = lifetime);
    }

    public EngineSettings withLimits(int roomCount, int participantCount) {
        return with(it -> {
            it.maxRooms = roomCount;
            it.maxParticipants = participantCount;
        });
    }

    public EngineSettings withTcp(Optional<InetSocketAddress> address) {
        return with(it -> it.tcp = address);
    }

    public EngineSettings withTurn(Optional<InetSocketAddress> address) {
        return with(it -> it.turn = address);
    }

    /// @param address its host is a name that the certificate there is good for
    public EngineSettings withTurnWithinTls(Optional<InetSocketAddress> address) {
        return with(it -> it.turnWithinTls = address);
    }

    public EngineSettings withCongestionControl(boolean on) {
        return with(it -> it.congestionControl = on);
    }

    private EngineSettings with(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return draft.settings();
    }

    /// What may be changed of them.
    private static final class Draft {
        private final EngineSettings from;
        private InetSocketAddress udpAddress;
        private List<InetSocketAddress> advertisedAddresses;
        private int loops;
        private boolean autoCreateRooms;
        private RoomDefaults rooms;
        private int maxRooms;
        private int maxParticipants;
        private Optional<InetSocketAddress> tcp;
        private Optional<InetSocketAddress> turn;
        private Optional<InetSocketAddress> turnWithinTls;
        private boolean congestionControl;
        private Duration longestTokenLifetime;

        Draft(EngineSettings from) {
            this.from = from;
            udpAddress = from.udpAddress;
            advertisedAddresses = from.advertisedAddresses;
            loops = from.loops;
            autoCreateRooms = from.autoCreateRooms;
            rooms = from.rooms;
            maxRooms = from.maxRooms;
            maxParticipants = from.maxParticipants;
            tcp = from.tcp;
            turn = from.turn;
            turnWithinTls = from.turnWithinTls;
            congestionControl = from.congestionControl;
            longestTokenLifetime = from.longestTokenLifetime;
        }

        EngineSettings settings() {
            return new EngineSettings(
                    from.apiKey,
                    from.apiSecret,
                    udpAddress,
                    advertisedAddresses,
                    loops,
                    autoCreateRooms,
                    rooms,
                    maxRooms,
                    maxParticipants,
                    tcp,
                    turn,
                    turnWithinTls,
                    congestionControl,
                    longestTokenLifetime);
        }
    }

    /// Without the secret: settings end up in logs.
    @Override
    public String toString() {
        return "EngineSettings[apiKey=" + apiKey + ", udpAddress=" + udpAddress + ", loops=" + loops + "]";
    }
}
