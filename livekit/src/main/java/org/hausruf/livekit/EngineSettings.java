package org.hausruf.livekit;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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
                true,
                Duration.ofHours(24));
    }

    public EngineSettings withUdpAddress(InetSocketAddress address) {
        return with(address, advertisedAddresses, loops, autoCreateRooms, rooms, longestTokenLifetime);
    }

    public EngineSettings withAdvertisedAddresses(List<InetSocketAddress> addresses) {
        return with(udpAddress, List.copyOf(addresses), loops, autoCreateRooms, rooms, longestTokenLifetime);
    }

    public EngineSettings withLoops(int count) {
        return with(udpAddress, advertisedAddresses, count, autoCreateRooms, rooms, longestTokenLifetime);
    }

    public EngineSettings withAutoCreateRooms(boolean create) {
        return with(udpAddress, advertisedAddresses, loops, create, rooms, longestTokenLifetime);
    }

    public EngineSettings withRooms(RoomDefaults defaults) {
        return with(udpAddress, advertisedAddresses, loops, autoCreateRooms, defaults, longestTokenLifetime);
    }

    public EngineSettings withLongestTokenLifetime(Duration lifetime) {
        return with(udpAddress, advertisedAddresses, loops, autoCreateRooms, rooms, lifetime);
    }

    public EngineSettings withLimits(int roomCount, int participantCount) {
        return new EngineSettings(
                apiKey,
                apiSecret,
                udpAddress,
                advertisedAddresses,
                loops,
                autoCreateRooms,
                rooms,
                roomCount,
                participantCount,
                tcp,
                turn,
                congestionControl,
                longestTokenLifetime);
    }

    public EngineSettings withTcp(Optional<InetSocketAddress> address) {
        return new EngineSettings(
                apiKey,
                apiSecret,
                udpAddress,
                advertisedAddresses,
                loops,
                autoCreateRooms,
                rooms,
                maxRooms,
                maxParticipants,
                address,
                turn,
                congestionControl,
                longestTokenLifetime);
    }

    public EngineSettings withTurn(Optional<InetSocketAddress> address) {
        return new EngineSettings(
                apiKey,
                apiSecret,
                udpAddress,
                advertisedAddresses,
                loops,
                autoCreateRooms,
                rooms,
                maxRooms,
                maxParticipants,
                tcp,
                address,
                congestionControl,
                longestTokenLifetime);
    }

    public EngineSettings withCongestionControl(boolean on) {
        return new EngineSettings(
                apiKey,
                apiSecret,
                udpAddress,
                advertisedAddresses,
                loops,
                autoCreateRooms,
                rooms,
                maxRooms,
                maxParticipants,
                tcp,
                turn,
                on,
                longestTokenLifetime);
    }

    private EngineSettings with(
            InetSocketAddress udp,
            List<InetSocketAddress> advertised,
            int loopCount,
            boolean create,
            RoomDefaults defaults,
            Duration lifetime) {
        return new EngineSettings(
                apiKey,
                apiSecret,
                udp,
                advertised,
                loopCount,
                create,
                defaults,
                maxRooms,
                maxParticipants,
                tcp,
                turn,
                congestionControl,
                lifetime);
    }

    /// Without the secret: settings end up in logs.
    @Override
    public String toString() {
        return "EngineSettings[apiKey=" + apiKey + ", udpAddress=" + udpAddress + ", loops=" + loops + "]";
    }
}
