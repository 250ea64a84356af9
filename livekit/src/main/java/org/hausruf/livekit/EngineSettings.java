package org.hausruf.livekit;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/// How to start an [Engine].
///
/// @param apiKey name of the key, `iss` of every token
/// @param apiSecret signs tokens (HS256); at least 32 characters outside tests
/// @param udpAddress where media is received; port 0 takes a free one
/// @param advertisedAddresses told to clients instead of the found ones; port 0 means the bound port; empty: found by
/// itself
/// @param loops event loops, 0 for one per core
/// @param autoCreateRooms whether joining makes a room that does not exist
/// @param longestTokenLifetime how long deleted rooms and removed participants are remembered against old tokens
public record EngineSettings(
        String apiKey,
        String apiSecret,
        InetSocketAddress udpAddress,
        List<InetSocketAddress> advertisedAddresses,
        int loops,
        boolean autoCreateRooms,
        Duration longestTokenLifetime) {

    /// Media on every address at a free port, no rooms but created ones, tokens of up to a day.
    public static EngineSettings of(String apiKey, String apiSecret) {
        return new EngineSettings(
                apiKey, apiSecret, new InetSocketAddress(0), List.of(), 0, false, Duration.ofHours(24));
    }

    public EngineSettings withUdpAddress(InetSocketAddress address) {
        return new EngineSettings(
                apiKey, apiSecret, address, advertisedAddresses, loops, autoCreateRooms, longestTokenLifetime);
    }

    public EngineSettings withAdvertisedAddresses(List<InetSocketAddress> addresses) {
        return new EngineSettings(
                apiKey, apiSecret, udpAddress, List.copyOf(addresses), loops, autoCreateRooms, longestTokenLifetime);
    }

    public EngineSettings withLoops(int count) {
        return new EngineSettings(
                apiKey, apiSecret, udpAddress, advertisedAddresses, count, autoCreateRooms, longestTokenLifetime);
    }

    public EngineSettings withAutoCreateRooms(boolean create) {
        return new EngineSettings(
                apiKey, apiSecret, udpAddress, advertisedAddresses, loops, create, longestTokenLifetime);
    }

    public EngineSettings withLongestTokenLifetime(Duration lifetime) {
        return new EngineSettings(apiKey, apiSecret, udpAddress, advertisedAddresses, loops, autoCreateRooms, lifetime);
    }

    /// Without the secret: settings end up in logs.
    @Override
    public String toString() {
        return "EngineSettings[apiKey=" + apiKey + ", udpAddress=" + udpAddress + ", loops=" + loops + "]";
    }
}
