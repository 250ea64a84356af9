package org.hausruf.engine;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.hausruf.livekit.EngineSettings;
import org.hausruf.livekit.RoomDefaults;
import org.hausruf.livekit.setting.SettingText;
import org.hausruf.livekit.webhook.WebhookSettings;

/// All settings, checked and typed. Immutable.
///
/// @param developer whether the key is the one that everybody knows
record Options(
        InetSocketAddress http,
        EngineSettings engine,
        Optional<WebhookSettings> webhooks,
        Optional<InetSocketAddress> metrics,
        boolean developer) {
    private static final Key DEVELOPERS = new Key("devkey", "secret");

    private record Key(String name, String secret) {}

    /// @throws WrongOption naming the first setting that cannot be used
    static Options read(Map<String, String> environment) {
        var values = new Values(environment);
        var http = values.address(Option.HAUSRUF_HTTP);
        Optional<Key> given = key(values);
        Key key = given.orElseGet(() -> developers(http));
        return new Options(
                http,
                engine(values, key),
                webhooks(values, key),
                values.get(Option.HAUSRUF_METRICS).map(_ -> values.address(Option.HAUSRUF_METRICS)),
                given.isEmpty());
    }

    private static EngineSettings engine(Values values, Key key) {
        var rooms = new RoomDefaults(
                values.number(Option.HAUSRUF_EMPTY_TIMEOUT),
                values.number(Option.HAUSRUF_DEPARTURE_TIMEOUT),
                values.number(Option.HAUSRUF_ROOM_PARTICIPANTS));
        var udp = values.address(Option.HAUSRUF_UDP);
        return EngineSettings.of(key.name, key.secret)
                .withUdpAddress(udp)
                .withTcp(values.addressUnlessOff(Option.HAUSRUF_TCP, udp))
                .withAdvertisedAddresses(values.list(Option.HAUSRUF_MEDIA_ADDRESS, SettingText::mediaAddress))
                .withTurn(values.get(Option.HAUSRUF_TURN).map(_ -> values.address(Option.HAUSRUF_TURN)))
                .withCongestionControl(values.on(Option.HAUSRUF_CONGESTION_CONTROL))
                .withAutoCreateRooms(values.on(Option.HAUSRUF_AUTO_CREATE))
                .withRooms(rooms)
                .withLimits(values.number(Option.HAUSRUF_MAX_ROOMS), values.number(Option.HAUSRUF_MAX_PARTICIPANTS));
    }

    private static Optional<Key> key(Values values) {
        Optional<String> name = values.get(Option.LIVEKIT_API_KEY);
        Optional<String> secret = values.get(Option.LIVEKIT_API_SECRET);
        if (name.isPresent() != secret.isPresent()) {
            Option missing = name.isPresent() ? Option.LIVEKIT_API_SECRET : Option.LIVEKIT_API_KEY;
            throw new WrongOption(missing.name() + ": not set; allowed: " + missing.allowed());
        }
        return name.map(n -> {
            String s = secret.orElseThrow();
            if (!SettingText.isApiKey(n)) throw new WrongOption(Option.LIVEKIT_API_KEY, n);
            if (!SettingText.isApiSecret(s)) throw new WrongOption(Option.LIVEKIT_API_SECRET, s);
            return new Key(n, s);
        });
    }

    /// Everybody knows this key, so it opens nothing that others can reach.
    private static Key developers(InetSocketAddress http) {
        if (http.getAddress().isLoopbackAddress()) return DEVELOPERS;
        throw new WrongOption("LIVEKIT_API_KEY and LIVEKIT_API_SECRET: not set; without them HAUSRUF_HTTP has to be a"
                + " loopback address such as 127.0.0.1:7880");
    }

    private static Optional<WebhookSettings> webhooks(Values values, Key key) {
        List<URI> targets = values.list(Option.LIVEKIT_WEBHOOK_URLS, SettingText::webhook);
        return targets.isEmpty() ? Optional.empty() : Optional.of(new WebhookSettings(targets, key.name, key.secret));
    }

    /// The raw values. A name that nothing reads is refused, so that a typing error is not a silent default.
    private record Values(Map<String, String> environment) {
        Values {
            List<String> known = Arrays.stream(Option.values()).map(Enum::name).toList();
            for (String name : environment.keySet()) {
                if (name.startsWith("HAUSRUF_") && !known.contains(name)) {
                    throw new WrongOption(
                            name + ": the engine has no such setting; all of them: ./hausruf help engine");
                }
            }
        }

        /// An empty value counts as not set: shells and compose files write `NAME=` for "none".
        Optional<String> get(Option option) {
            return Optional.ofNullable(environment.get(option.name()))
                    .map(String::strip)
                    .filter(v -> !v.isEmpty());
        }

        String orDefault(Option option) {
            return get(option).orElse(option.byDefault());
        }

        boolean on(Option option) {
            String value = orDefault(option);
            return SettingText.on(value).orElseThrow(() -> new WrongOption(option, value));
        }

        int number(Option option) {
            return option.number(get(option));
        }

        InetSocketAddress address(Option option) {
            String value = orDefault(option);
            return SettingText.address(value).orElseThrow(() -> new WrongOption(option, value));
        }

        Optional<InetSocketAddress> addressUnlessOff(Option option, InetSocketAddress byDefault) {
            Optional<String> value = get(option);
            if (value.isEmpty()) return Optional.of(byDefault);
            return SettingText.isOff(value.get()) ? Optional.empty() : Optional.of(address(option));
        }

        <T> List<T> list(Option option, Function<String, Optional<T>> parse) {
            return get(option).map(SettingText::items).orElse(List.of()).stream()
                    .map(item -> parse.apply(item).orElseThrow(() -> new WrongOption(option, item)))
                    .toList();
        }
    }
}
