package org.hausruf.livekit.data;

/// What became of a [DataMessage].
public enum SendDataResult {
    /// On its way to whoever of its addressees is there, which may be nobody.
    SENT,
    NO_SUCH_ROOM,
    /// Payload above [Limits#MESSAGE] less what the packet around it takes.
    TOO_LARGE,
    /// The nonce has neither 0 nor 16 bytes.
    BAD_NONCE
}
