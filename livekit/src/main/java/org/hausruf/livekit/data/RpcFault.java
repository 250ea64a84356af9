package org.hausruf.livekit.data;

/// Errors of remote procedure calls that LiveKit's clients know by number.
public enum RpcFault {
    REQUEST_PAYLOAD_TOO_LARGE(1402, "Request payload too large"),
    UNSUPPORTED_VERSION(1404, "Unsupported RPC version"),
    CONNECTION_TIMEOUT(1501, "Connection timeout"),
    RESPONSE_TIMEOUT(1502, "Response timeout"),
    RECIPIENT_DISCONNECTED(1503, "Recipient disconnected"),
    SEND_FAILED(1505, "Failed to send");

    private final int code;
    private final String message;

    RpcFault(int code, String message) {
        this.code = code;
        this.message = message;
    }

    public int code() {
        return code;
    }

    RpcResult result() {
        return new RpcResult.Failed(code, message, "");
    }
}
