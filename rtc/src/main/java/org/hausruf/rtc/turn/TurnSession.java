package org.hausruf.rtc.turn;

import static org.hausruf.rtc.turn.TurnAttribute.NONCE;
import static org.hausruf.rtc.turn.TurnAttribute.REALM;
import static org.hausruf.rtc.turn.TurnAttribute.SOFTWARE;
import static org.hausruf.rtc.turn.TurnAttribute.XOR_MAPPED_ADDRESS;
import static org.hausruf.rtc.turn.TurnAttribute.XOR_RELAYED_ADDRESS;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.hausruf.rtc.stun.StunKey;
import org.jspecify.annotations.Nullable;

/// One client of the relay: a source address of UDP, or a TCP or TLS connection. Any thread; guarded by `this`.
///
/// Whoever is not signed in costs nothing: until a relay is allocated, no state is kept but this object, which its
/// owner may then forget.
public final class TurnSession {
    /// Longest message that is looked at.
    public static final int MAX_SIZE = 2_048;

    public static final int CHANNEL_HEADER_SIZE = 4;
    /// Numbers that a client may bind (RFC 8656 §12).
    private static final int FIRST_CHANNEL = 0x4000;

    private static final int LAST_CHANNEL = 0x4fff;
    private static final int MAX_CHANNELS = 16;
    private static final int UDP = 17;
    private static final int IPV6 = 2;
    private static final int DEFAULT_LIFETIME_SECONDS = 600;
    private static final int MAX_LIFETIME_SECONDS = 3_600;
    /// However often it is refreshed: longer than any meeting.
    private static final long LONGEST_MILLIS = 12 * 3_600_000L;

    private static final long PERMISSION_MILLIS = 300_000;
    private static final long CHANNEL_MILLIS = 600_000;

    private final TurnAuthority authority;
    private final InetSocketAddress client;
    private final Relay relay;
    private @Nullable Allocation allocation;

    public TurnSession(TurnAuthority authority, InetSocketAddress client, Relay relay) {
        this.authority = authority;
        this.client = client;
        this.relay = relay;
    }

    private record Channel(int number, InetSocketAddress peer) {}

    private static final class Allocation {
        final String username;
        final StunKey key;
        final InetSocketAddress relayed;
        final byte[] transactionId;
        final long endMillis;
        long untilMillis;
        final Map<InetAddress, Long> permittedUntil = new HashMap<>();
        final Map<Channel, Long> boundUntil = new HashMap<>();

        Allocation(String username, StunKey key, InetSocketAddress relayed, byte[] transactionId, long endMillis) {
            this.endMillis = endMillis;
            this.username = username;
            this.key = key;
            this.relayed = relayed;
            this.transactionId = transactionId;
        }

        boolean permits(InetAddress host, long nowMillis) {
            return permittedUntil.getOrDefault(host, 0L) > nowMillis;
        }

        @Nullable
        Channel channel(int number) {
            for (Channel channel : boundUntil.keySet()) if (channel.number == number) return channel;
            return null;
        }

        @Nullable
        Channel channel(InetSocketAddress peer) {
            for (Channel channel : boundUntil.keySet()) if (channel.peer.equals(peer)) return channel;
            return null;
        }
    }

    /// A message or a packet of a channel has come from the client.
    ///
    /// @param packet kept for as long as the call lasts
    /// @return what the client is answered, null: nothing
    public synchronized byte @Nullable [] received(byte[] packet, long nowMillis) {
        if (packet.length >= CHANNEL_HEADER_SIZE && isChannel(packet[0])) {
            fromChannel(packet, nowMillis);
            return null;
        }
        var message = TurnMessage.parse(packet);
        if (message == null) return null;
        if (message.isRequest()) return answered(message, nowMillis);
        if (message.dataAt() >= 0 && message.peers().size() == 1)
            sent(message.peers().getFirst(), packet, message.dataAt(), message.dataSize(), nowMillis);
        return null;
    }

    /// Whether a packet that begins like this belongs to a channel.
    public static boolean isChannel(byte first) {
        return (first & 0xc0) == 0x40;
    }

    private void fromChannel(byte[] packet, long nowMillis) {
        var in = ByteBuffer.wrap(packet);
        int size = in.getShort(2) & 0xffff;
        var open = allocation;
        if (open == null || size > packet.length - CHANNEL_HEADER_SIZE) return;
        var channel = open.channel(in.getShort(0) & 0xffff);
        if (channel == null || open.boundUntil.getOrDefault(channel, 0L) <= nowMillis) return;
        sent(channel.peer, packet, CHANNEL_HEADER_SIZE, size, nowMillis);
    }

    private void sent(InetSocketAddress peer, byte[] packet, int at, int size, long nowMillis) {
        var open = allocation;
        if (open == null || !open.permits(peer.getAddress(), nowMillis) || !relay.knows(peer)) return;
        relay.send(peer, packet, at, size);
    }

    /// A peer has sent that.
    ///
    /// @return what the client is to be sent, null: nothing
    public synchronized byte @Nullable [] fromPeer(InetSocketAddress peer, byte[] data, int size, long nowMillis) {
        var open = allocation;
        if (open == null || !open.permits(peer.getAddress(), nowMillis)) return null;
        var channel = open.channel(peer);
        if (channel != null && open.boundUntil.getOrDefault(channel, 0L) > nowMillis) {
            var out = ByteBuffer.allocate(CHANNEL_HEADER_SIZE + size);
            return out.putShort((short) channel.number)
                    .putShort((short) size)
                    .put(data, 0, size)
                    .array();
        }
        var transactionId = new byte[12];
        ThreadLocalRandom.current().nextBytes(transactionId);
        return TurnWriter.data(transactionId, peer, data, size);
    }

    public synchronized boolean isAllocated() {
        return allocation != null;
    }

    /// Closes the relay when its time is over.
    public synchronized void advance(long nowMillis) {
        if (allocation != null && allocation.untilMillis <= nowMillis) close();
    }

    public synchronized void close() {
        if (allocation == null) return;
        allocation = null;
        relay.close();
    }

    private byte[] answered(TurnMessage request, long nowMillis) {
        if (request.method() == TurnMessage.Method.BINDING) {
            return TurnWriter.success(request)
                    .address(XOR_MAPPED_ADDRESS, client)
                    .unsigned();
        }
        advance(nowMillis);
        var username = request.username();
        if (!request.hasIntegrity()) return challenge(request, TurnError.UNAUTHENTICATED, nowMillis);
        if (username == null || request.realm() == null || request.nonce() == null)
            return TurnWriter.error(request, TurnError.BAD_REQUEST).unsigned();
        if (!authority.isFresh(request.nonce(), nowMillis)) return challenge(request, TurnError.STALE_NONCE, nowMillis);
        var open = allocation;
        boolean isOwner = open != null && open.username.equals(username);
        var key = isOwner && open != null ? open.key : authority.key(username);
        if (!request.signedWith(key) || (!isOwner && !authority.isGood(username, nowMillis)))
            return challenge(request, TurnError.UNAUTHENTICATED, nowMillis);
        if (request.unknownAttribute() >= 0) {
            return TurnWriter.error(request, TurnError.UNKNOWN_ATTRIBUTE)
                    .unknownAttribute(request.unknownAttribute())
                    .signed(key);
        }
        if (open != null && !isOwner)
            return TurnWriter.error(request, TurnError.WRONG_CREDENTIALS).signed(key);
        return done(request, username, key, nowMillis).signed(key);
    }

    private byte[] challenge(TurnMessage request, TurnError why, long nowMillis) {
        return TurnWriter.error(request, why)
                .text(REALM, TurnAuthority.REALM)
                .text(NONCE, authority.nonce(nowMillis))
                .unsigned();
    }

    private TurnWriter done(TurnMessage request, String username, StunKey key, long nowMillis) {
        if (request.method() == TurnMessage.Method.ALLOCATE) return allocated(request, username, key, nowMillis);
        var open = allocation;
        if (open == null) return TurnWriter.error(request, TurnError.ALLOCATION_MISMATCH);
        return switch (request.method()) {
            case REFRESH -> refreshed(request, open, nowMillis);
            case CREATE_PERMISSION -> permitted(request, open, nowMillis);
            case CHANNEL_BIND -> bound(request, open, nowMillis);
            case ALLOCATE, BINDING, SEND -> throw new IllegalStateException("dealt with before");
        };
    }

    private TurnWriter allocated(TurnMessage request, String username, StunKey key, long nowMillis) {
        var open = allocation;
        if (open != null && !request.isAgain(open.transactionId))
            return TurnWriter.error(request, TurnError.ALLOCATION_MISMATCH);
        if (request.transport() < 0) return TurnWriter.error(request, TurnError.BAD_REQUEST);
        if (request.transport() != UDP) return TurnWriter.error(request, TurnError.UNSUPPORTED_TRANSPORT);
        if (request.family() == IPV6) return TurnWriter.error(request, TurnError.ADDRESS_FAMILY_NOT_SUPPORTED);
        if (open == null) {
            var relayed = relay.open(TurnAuthority.owner(username));
            if (relayed == null) return TurnWriter.error(request, TurnError.INSUFFICIENT_CAPACITY);
            open = new Allocation(username, key, relayed, request.transactionId(), nowMillis + LONGEST_MILLIS);
            open.untilMillis = nowMillis + lifetime(request) * 1_000L;
            allocation = open;
        }
        return TurnWriter.success(request)
                .address(XOR_RELAYED_ADDRESS, open.relayed)
                .lifetime((int) ((open.untilMillis - nowMillis) / 1_000))
                .address(XOR_MAPPED_ADDRESS, client)
                .text(SOFTWARE, TurnAuthority.REALM);
    }

    private static int lifetime(TurnMessage request) {
        if (request.lifetime() < 0) return DEFAULT_LIFETIME_SECONDS;
        return Math.clamp(request.lifetime(), DEFAULT_LIFETIME_SECONDS, MAX_LIFETIME_SECONDS);
    }

    private TurnWriter refreshed(TurnMessage request, Allocation open, long nowMillis) {
        int seconds = request.lifetime() == 0 ? 0 : lifetime(request);
        if (seconds == 0) close();
        else open.untilMillis = Math.min(nowMillis + seconds * 1_000L, open.endMillis);
        return TurnWriter.success(request).lifetime(seconds);
    }

    private TurnWriter permitted(TurnMessage request, Allocation open, long nowMillis) {
        var peers = request.peers();
        if (peers.isEmpty()) return TurnWriter.error(request, TurnError.BAD_REQUEST);
        if (!peers.stream().allMatch(peer -> relay.knows(peer.getAddress())))
            return TurnWriter.error(request, TurnError.FORBIDDEN);
        for (var peer : peers) open.permittedUntil.put(peer.getAddress(), nowMillis + PERMISSION_MILLIS);
        return TurnWriter.success(request);
    }

    private TurnWriter bound(TurnMessage request, Allocation open, long nowMillis) {
        int number = request.channel();
        if (number < FIRST_CHANNEL || number > LAST_CHANNEL || request.peers().size() != 1)
            return TurnWriter.error(request, TurnError.BAD_REQUEST);
        var wanted = new Channel(number, request.peers().getFirst());
        if (!relay.knows(wanted.peer)) return TurnWriter.error(request, TurnError.FORBIDDEN);
        open.boundUntil.values().removeIf(until -> until <= nowMillis);
        for (var other : Arrays.asList(open.channel(number), open.channel(wanted.peer))) {
            if (other != null && !other.equals(wanted)) return TurnWriter.error(request, TurnError.BAD_REQUEST);
        }
        if (open.boundUntil.size() >= MAX_CHANNELS && !open.boundUntil.containsKey(wanted))
            return TurnWriter.error(request, TurnError.INSUFFICIENT_CAPACITY);
        open.boundUntil.put(wanted, nowMillis + CHANNEL_MILLIS);
        open.permittedUntil.put(wanted.peer.getAddress(), nowMillis + PERMISSION_MILLIS);
        return TurnWriter.success(request);
    }
}
