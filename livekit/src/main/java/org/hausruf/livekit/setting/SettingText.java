package org.hausruf.livekit.setting;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hausruf.livekit.webhook.WebhookSettings;

/// Reads what an operator wrote. Knows no setting's name, default or error message; what cannot be read is empty.
public final class SettingText {
    /// What [#address] reads, in words.
    public static final String ADDRESS = "host:port or :port";

    /// What [#items] of [#mediaAddress] are, in words.
    public static final String MEDIA_ADDRESSES = "ip or ip:port, several separated by commas";

    /// What connections of TCP are for, in words.
    public static final String TCP = "address of media by TCP (ICE-TCP), for clients whose network lets no UDP out";

    /// What [#address] reads, or [#isOff], in words.
    public static final String ADDRESS_OR_OFF = ADDRESS + ", or off";

    /// What a relay is for, in words.
    public static final String TURN =
            "address of a TURN relay, UDP and TCP, for clients whose network lets no other UDP out; it reaches HAUSRUF_UDP alone";

    /// What it is about, in words.
    public static final String CONGESTION_CONTROL =
            "whether whoever has a weak line is sent smaller pictures, or fewer of them";

    /// What [#on] takes, in words.
    public static final String SWITCH = "on or off";

    /// What [#items] of [#webhook] are, in words.
    public static final String WEBHOOKS = "http or https URLs separated by commas";

    /// What [#isApiKey] takes, in words.
    public static final String API_KEY = "3 to 64 letters and digits";

    /// What [#isApiSecret] takes, in words.
    public static final String API_SECRET = "32 to 256 characters";

    private SettingText() {}

    /// `host:port`, `[ip]:port` or `:port` for every address of this machine. A host's name is looked up.
    public static Optional<InetSocketAddress> address(String value) {
        return port(value)
                .map(port ->
                        host(value).isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host(value), port))
                .filter(address -> !address.isUnresolved());
    }

    /// Whether something that is there by itself is not wanted.
    public static boolean isOff(String value) {
        return value.equals("off");
    }

    /// `ip` or `ip:port`; port 0 in the result means that none was given.
    public static Optional<InetSocketAddress> mediaAddress(String value) {
        return ip(value)
                .map(ip -> new InetSocketAddress(ip, 0))
                .or(() -> port(value)
                        .filter(port -> port > 0)
                        .flatMap(port -> ip(host(value)).map(ip -> new InetSocketAddress(ip, port))));
    }

    /// An address of `http` or `https` that webhooks can go to.
    public static Optional<URI> webhook(String value) {
        return WebhookSettings.target(value);
    }

    /// The parts between commas, without blanks around them. A comma too many is an empty part, which nothing reads.
    public static List<String> items(String value) {
        return Arrays.stream(value.split(",", -1)).map(String::strip).toList();
    }

    public static boolean isApiKey(String value) {
        return value.matches("[A-Za-z0-9]{3,64}");
    }

    public static boolean isApiSecret(String value) {
        return value.length() >= 32 && value.length() <= 256;
    }

    /// Something that is on or off.
    public static Optional<Boolean> on(String value) {
        return switch (value) {
            case "on" -> Optional.of(true);
            case "off" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<InetAddress> ip(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> port(String value) {
        String digits = value.substring(value.lastIndexOf(':') + 1);
        if (!value.contains(":") || !digits.matches("\\d{1,5}")) return Optional.empty();
        return Optional.of(Integer.parseInt(digits)).filter(port -> port <= 65_535);
    }

    private static String host(String value) {
        return value.substring(0, value.lastIndexOf(':')).replaceAll("^\\[(.*)]$", "$1");
    }
}
