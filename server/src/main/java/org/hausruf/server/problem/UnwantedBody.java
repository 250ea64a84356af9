package org.hausruf.server.problem;

import java.io.IOException;
import java.io.InputStream;

/// What still comes of a body that is refused. It is thrown away, up to a bound: a client whose connection breaks
/// while it sends would not read the answer.
public final class UnwantedBody {
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private UnwantedBody() {}

    /// As much as any request may bring in vain.
    public static void discard(InputStream in) throws IOException {
        discard(in, Limits.UNWANTED_KIB * 1024L);
    }

    /// @param most bytes; what comes after them, or too late, breaks the connection
    public static void discard(InputStream in, long most) throws IOException {
        var nothing = new byte[8192];
        long begun = System.nanoTime();
        for (long left = most; left > 0 && System.nanoTime() - begun < PATIENCE_NANOS; ) {
            int read = in.read(nothing);
            if (read < 0) return;
            left -= read;
        }
    }
}
