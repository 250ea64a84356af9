package org.hausruf.engine;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hausruf.livekit.RoomDefaults;
import org.hausruf.livekit.setting.SettingText;

/// Every setting of the engine alone: an environment variable, its default (in words where no single value says it),
/// its meaning and what it may be.
enum Option {
    HAUSRUF_HTTP("127.0.0.1:7880", "address of signalling (/rtc) and server APIs (/twirp)", SettingText.ADDRESS),
    HAUSRUF_UDP(":7882", "address of media", SettingText.ADDRESS),
    HAUSRUF_TCP("that of HAUSRUF_UDP", SettingText.TCP, SettingText.ADDRESS_OR_OFF),
    HAUSRUF_MEDIA_ADDRESS(
            "found by itself", "address(es) advertised to clients, where media arrives", SettingText.MEDIA_ADDRESSES),
    HAUSRUF_TURN("none", SettingText.TURN, SettingText.ADDRESS),
    HAUSRUF_CONGESTION_CONTROL("on", SettingText.CONGESTION_CONTROL, SettingText.SWITCH),
    LIVEKIT_API_KEY(
            "devkey, on loopback only",
            "key of tokens, of server APIs and of webhooks",
            SettingText.API_KEY + ", together with LIVEKIT_API_SECRET"),
    LIVEKIT_API_SECRET(
            "secret, on loopback only",
            "secret of that key",
            SettingText.API_SECRET + ", together with LIVEKIT_API_KEY"),
    LIVEKIT_WEBHOOK_URLS("none", "told of rooms, participants and tracks", SettingText.WEBHOOKS),
    HAUSRUF_METRICS("none: not served", "address of Prometheus metrics (/metrics)", SettingText.ADDRESS),
    HAUSRUF_AUTO_CREATE("on", "whether joining makes a room that does not exist", SettingText.SWITCH),
    HAUSRUF_EMPTY_TIMEOUT(
            RoomDefaults.STANDARD.emptyTimeoutSeconds(),
            1,
            Option.WEEK_SECONDS,
            "seconds that a room waits for its first participant"),
    HAUSRUF_DEPARTURE_TIMEOUT(
            RoomDefaults.STANDARD.departureTimeoutSeconds(),
            0,
            Option.WEEK_SECONDS,
            "seconds that a room stays after its last participant"),
    HAUSRUF_ROOM_PARTICIPANTS(0, 0, Option.MILLION, "how many a room holds unless it says otherwise"),
    HAUSRUF_MAX_ROOMS(0, 0, Option.MILLION, "how many rooms there may be"),
    HAUSRUF_MAX_PARTICIPANTS(0, 0, Option.MILLION, "how many participants in all rooms together");

    private static final int WEEK_SECONDS = 604_800;
    private static final int MILLION = 1_000_000;

    private final String byDefault;
    private final String meaning;
    private final String allowed;
    private final int number;
    private final int least;
    private final int most;

    Option(String byDefault, String meaning, String allowed) {
        this(byDefault, meaning, allowed, 0, 0, 0);
    }

    /// A number.
    Option(int byDefault, int least, int most, String meaning) {
        this(
                byDefault == 0 ? "0: no limit" : Integer.toString(byDefault),
                meaning,
                least + " to " + most,
                byDefault,
                least,
                most);
    }

    Option(String byDefault, String meaning, String allowed, int number, int least, int most) {
        this.byDefault = byDefault;
        this.meaning = meaning;
        this.allowed = allowed;
        this.number = number;
        this.least = least;
        this.most = most;
    }

    String byDefault() {
        return byDefault;
    }

    String allowed() {
        return allowed;
    }

    /// Reads a setting that is a number.
    ///
    /// @param value as given, or nothing for the default
    int number(Optional<String> value) {
        int read =
                value.map(v -> v.matches("\\d{1,7}") ? Integer.parseInt(v) : -1).orElse(number);
        if (read < least || read > most) throw new WrongOption(this, value.orElse(""));
        return read;
    }

    /// Must its value stay out of error messages? URLs carry passwords.
    boolean secret() {
        return this == LIVEKIT_API_SECRET || this == LIVEKIT_WEBHOOK_URLS;
    }

    /// The whole list for people.
    static String listing() {
        return Arrays.stream(values()).map(Option::description).collect(Collectors.joining("\n"));
    }

    private String description() {
        return """
                %s
                    %s
                    allowed: %s
                    default: %s
                """.formatted(name(), meaning, allowed, byDefault);
    }
}
