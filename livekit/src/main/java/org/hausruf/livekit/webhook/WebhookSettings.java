package org.hausruf.livekit.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/// Where webhooks go, and the key that signs them.
///
/// @param targets `http` or `https`; chosen by the operator, so they may be anywhere
public record WebhookSettings(List<URI> targets, String apiKey, String apiSecret) {
    /// {@return the address, or empty when webhooks cannot go there}
    public static Optional<URI> target(String text) {
        try {
            URI address = new URI(text);
            boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            return web && address.getHost() != null && address.getFragment() == null
                    ? Optional.of(address)
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /// Without the secret: settings end up in logs.
    @Override
    public String toString() {
        return "WebhookSettings[targets=" + targets.size() + "]";
    }
}
