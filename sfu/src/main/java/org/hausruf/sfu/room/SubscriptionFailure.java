package org.hausruf.sfu.room;

/// Why a track does not reach a subscriber.
public enum SubscriptionFailure {
    TRACK_NOT_FOUND,
    CODEC_UNSUPPORTED
}
