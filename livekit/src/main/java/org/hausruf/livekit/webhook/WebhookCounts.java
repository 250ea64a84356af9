package org.hausruf.livekit.webhook;

/// What has become of events since the start, each counted once per target.
///
/// @param failed given up after the last try, or refused for good
/// @param dropped not tried at all: too many were waiting, or for too long
public record WebhookCounts(long sent, long failed, long dropped) {}
