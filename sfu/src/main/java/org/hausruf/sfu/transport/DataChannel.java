package org.hausruf.sfu.transport;

/// One data channel of a transport (RFC 8832). Confined to the loop.
public final class DataChannel {
    private final int streamId;
    private final String label;
    private final boolean ordered;

    DataChannel(int streamId, String label, boolean ordered) {
        this.streamId = streamId;
        this.label = label;
        this.ordered = ordered;
    }

    public String label() {
        return label;
    }

    public boolean ordered() {
        return ordered;
    }

    int streamId() {
        return streamId;
    }
}
