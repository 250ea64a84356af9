package org.hausruf.server.bridge;

/// A remote media server did not do what it was asked. Nothing is known about what it did.
public final class MediaServerAway extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param why for the operator, without secrets
    public MediaServerAway(String why) {
        super(why, null, false, false);
    }
}
