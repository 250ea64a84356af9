package org.hausruf.sfu.forward;

import java.lang.foreign.MemorySegment;
import java.util.random.RandomGenerator;
import org.hausruf.rtc.srtp.SrtpCrypto;
import org.hausruf.rtc.srtp.SrtpProfile;
import org.hausruf.sfu.loop.Advancing;
import org.hausruf.sfu.loop.LoopTime;
import org.hausruf.sfu.stats.Counters;
import org.hausruf.sfu.track.PublishedTrackSettings;
import org.hausruf.sfu.track.SubscribedTrackSettings;
import org.hausruf.sfu.transport.MediaHandler;
import org.hausruf.sfu.transport.PacketSender;

/// The media of one peer connection: SRTP both ways, which SSRC belongs to which track, RTCP. Confined to the loop.
@SuppressWarnings("DoNotCallSuggester") // bodies follow
public final class MediaSession implements MediaHandler, Advancing, AutoCloseable {
    /// A session without tracks and keys.
    ///
    /// @param counters of the loop
    /// @param random where sequence numbers begin
    public MediaSession(LoopTime time, SrtpCrypto crypto, Counters counters, RandomGenerator random) {}

    /// Gives the way out; before it, and before [#keysReady], nothing is sent.
    public void attach(PacketSender sender) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void keysReady(SrtpProfile profile, byte[] keyingMaterial) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void packetReceived(MemorySegment segment, long at, int sizeBytes, long nowNanos) {
        throw new UnsupportedOperationException();
    }

    public PublishedTrack publish(PublishedTrackSettings settings) {
        throw new UnsupportedOperationException();
    }

    /// Ends the track; what was still subscribed to it falls silent.
    public void unpublish(PublishedTrack track) {
        throw new UnsupportedOperationException();
    }

    /// Sends `source`, which another session of the same loop publishes, to this session's client.
    public SubscribedTrack subscribe(PublishedTrack source, SubscribedTrackSettings settings) {
        throw new UnsupportedOperationException();
    }

    /// Says BYE (RFC 3550 §6.6) and stops.
    public void unsubscribe(SubscribedTrack track) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long advance(long nowNanos) {
        throw new UnsupportedOperationException();
    }

    /// Ends all its tracks and gives back their memory.
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
