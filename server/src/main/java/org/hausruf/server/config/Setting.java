package org.hausruf.server.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Every setting there is: its name in the environment, its default in words, its meaning and what it may be.
/// The list that `help settings` prints is this one.
public enum Setting {
    HAUSRUF_HTTP("127.0.0.1:8080", "address of web app, API and LiveKit signalling (/rtc)", "host:port or :port"),
    HAUSRUF_ORIGIN(
            "http://localhost:8080, with the port of HAUSRUF_HTTP",
            "public address, used in links",
            "http://host[:port] or https://host[:port]"),
    HAUSRUF_UDP(":7882", "address of media", "host:port or :port"),
    HAUSRUF_MEDIA_ADDRESS(
            "found by itself",
            "address(es) advertised to clients, where media arrives",
            "ip or ip:port, several separated by commas"),
    HAUSRUF_DATA("./data", "data directory: embedded PostgreSQL, secrets", "a directory that can be written"),
    HAUSRUF_DATABASE_URL(
            "none: embedded PostgreSQL",
            "a PostgreSQL of your own, 15 or newer, as the runtime role",
            "jdbc:postgresql://host[:port]/database?user=…&password=…, together with HAUSRUF_DATABASE_OWNER_URL"),
    HAUSRUF_DATABASE_OWNER_URL(
            "none",
            "the same database as the role that owns and migrates the tables",
            "jdbc:postgresql://host[:port]/database?user=…&password=…, together with HAUSRUF_DATABASE_URL"),
    HAUSRUF_TLS_CERT(
            "none: plain HTTP", "certificate chain for HTTPS", "a readable PEM file, together with HAUSRUF_TLS_KEY"),
    HAUSRUF_TLS_KEY("none", "private key for HTTPS", "a readable PEM file, together with HAUSRUF_TLS_CERT"),
    HAUSRUF_TRUSTED_PROXIES(
            "none", "reverse proxies whose X-Forwarded-For is believed", "ip addresses separated by commas"),
    HAUSRUF_LOG("text", "form of the log", "text or json"),
    LIVEKIT_API_KEY(
            "generated",
            "key of the media engine's access tokens",
            "3 to 64 letters and digits, together with LIVEKIT_API_SECRET"),
    LIVEKIT_API_SECRET(
            "generated",
            "secret of the media engine's access tokens",
            "32 to 256 characters, together with LIVEKIT_API_KEY"),
    HAUSRUF_SMTP_URL(
            "none: mail is shown in the app",
            "outgoing mail",
            "smtp://, smtp+starttls:// or smtps://, then [user:password@]host[:port]"),
    HAUSRUF_SAMPLE("off; on in ./hausruf run", "sample tenants and users; loopback addresses only", "on or off"),
    HAUSRUF_SAMPLE_PASSWORD("random, printed once", "password of all sample users", "8 to 128 characters");

    private final String defaultWords;
    private final String meaning;
    private final String allowed;

    Setting(String defaultWords, String meaning, String allowed) {
        this.defaultWords = defaultWords;
        this.meaning = meaning;
        this.allowed = allowed;
    }

    /// What a value of this setting may be, in words.
    public String allowed() {
        return allowed;
    }

    /// The same name in a properties file: `HAUSRUF_DATA` is `hausruf.data`.
    public String propertyName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /// Must its value stay out of error messages? URLs carry passwords.
    boolean secret() {
        return switch (this) {
            case HAUSRUF_DATABASE_URL,
                    HAUSRUF_DATABASE_OWNER_URL,
                    LIVEKIT_API_SECRET,
                    HAUSRUF_SMTP_URL,
                    HAUSRUF_SAMPLE_PASSWORD -> true;
            default -> false;
        };
    }

    static Optional<Setting> named(String name) {
        return Arrays.stream(values()).filter(s -> s.name().equals(name)).findFirst();
    }

    static Optional<Setting> ofProperty(String propertyName) {
        return Arrays.stream(values())
                .filter(s -> s.propertyName().equals(propertyName))
                .findFirst();
    }

    /// The whole list for people, as `help settings` prints it.
    public static String listing() {
        return Arrays.stream(values()).map(Setting::description).collect(Collectors.joining("\n"));
    }

    private String description() {
        return """
                %s
                    %s
                    allowed: %s
                    default: %s
                """.formatted(name(), meaning, allowed, defaultWords);
    }
}
