package org.hausruf.livekit.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// Whether the page that a browser names in `Origin` may enter a room or use the server APIs. Asked once per request,
/// after the token has been found good, on the request's thread; may block. The token stays the authority: a client
/// that names no origin, or a wrong one, is no browser.
@FunctionalInterface
public interface OriginCheck {
    /// Pages of any origin may, as with LiveKit's own server.
    OriginCheck ANY = (_, _) -> true;

    /// Pages of this machine may: for a key that everybody knows, with which any page that is opened on this machine
    /// would come through the browser to a port that is closed to its author.
    OriginCheck LOOPBACK = (request, _) -> isOfThisMachine(request.getHeader("Origin"));

    private static boolean isOfThisMachine(@Nullable String origin) {
        if (origin == null || !origin.matches("https?://[^/@]+")) return false;
        String host = origin.replaceFirst("^https?://", "").replaceFirst(":\\d*$", "");
        if (host.equals("localhost")) return true;
        try {
            return InetAddress.ofLiteral(host.replaceAll("^\\[(.*)]$", "$1")).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    boolean allows(HttpServletRequest request, String room);
}
