package org.hausruf.livekit.data;

/// How a remote procedure call of the server's ended.
public sealed interface RpcResult {
    record Answered(String payload) implements RpcResult {}

    /// @param code of [RpcFault], or whatever the participant's own method chose
    /// @param data more about it, may be empty
    record Failed(int code, String message, String data) implements RpcResult {}

    record NoSuchRoom() implements RpcResult {}

    record NoSuchParticipant() implements RpcResult {}
}
