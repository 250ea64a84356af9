package org.hausruf.server.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hausruf.livekit.setting.SettingText;
import org.hausruf.office.mail.SmtpServer;

/// Every setting there is: its name in the environment, its default (in words where no single value says it), its
/// meaning and what it may be.
/// The list that `help settings` prints is this one.
public enum Setting {
    HAUSRUF_HTTP("127.0.0.1:8080", "address of web app, API and LiveKit signalling (/rtc)", SettingText.ADDRESS),
    HAUSRUF_ORIGIN(
            "http://localhost:8080, with the port of HAUSRUF_HTTP",
            "public address, used in links",
            "http://host[:port] or https://host[:port]"),
    HAUSRUF_UDP(":7882", "address of media", SettingText.ADDRESS),
    HAUSRUF_TCP("that of HAUSRUF_UDP", SettingText.TCP, SettingText.ADDRESS_OR_OFF),
    HAUSRUF_MEDIA_ADDRESS(
            "found by itself", "address(es) advertised to clients, where media arrives", SettingText.MEDIA_ADDRESSES),
    HAUSRUF_TURN("none", SettingText.TURN, SettingText.ADDRESS),
    HAUSRUF_CONGESTION_CONTROL("on", SettingText.CONGESTION_CONTROL, SettingText.SWITCH),
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
            "none: plain HTTP",
            "certificate chain for HTTPS; when it is replaced, new connections get the new one within seconds",
            "a readable PEM file with certificates, together with HAUSRUF_TLS_KEY"),
    HAUSRUF_TLS_KEY(
            "none",
            "private key for HTTPS",
            "a readable PEM file with a private key that has no password, together with HAUSRUF_TLS_CERT"),
    HAUSRUF_TRUSTED_PROXIES(
            "none",
            "reverse proxies whose X-Forwarded-For is believed: name yours, or all its clients count as one",
            "ip addresses separated by commas"),
    HAUSRUF_LOG("text", "form of the log", "text or json"),
    LIVEKIT_URL(
            "none: the media engine of this process",
            "a LiveKit server, cluster or cloud instead of it, as browsers reach it; its webhooks go to /api/livekit/webhook",
            "ws://host[:port] or wss://host[:port], wss with an https HAUSRUF_ORIGIN, together with LIVEKIT_API_KEY and"
                    + " LIVEKIT_API_SECRET"),
    LIVEKIT_API_URL(
            "LIVEKIT_URL, by http or https",
            "that server's API, where it has another address",
            "http://host[:port] or https://host[:port], together with LIVEKIT_URL"),
    LIVEKIT_API_KEY(
            "generated",
            "key of the media server's access tokens",
            SettingText.API_KEY + ", with LIVEKIT_URL that server's own; together with LIVEKIT_API_SECRET"),
    LIVEKIT_API_SECRET(
            "generated",
            "secret of the media server's access tokens",
            SettingText.API_SECRET + ", with LIVEKIT_URL that server's own; together with LIVEKIT_API_KEY"),
    LIVEKIT_WEBHOOK_URLS("none", "told of rooms, participants and tracks, as LiveKit does", SettingText.WEBHOOKS),
    HAUSRUF_METRICS("none", "address of Prometheus metrics of the media engine (/metrics)", SettingText.ADDRESS),
    HAUSRUF_SMTP_URL("none: mail is shown in the app", "outgoing mail", SmtpServer.ALLOWED),
    RESEND_API_KEY(
            "none: mail goes by HAUSRUF_SMTP_URL or is shown in the app",
            "outgoing mail by Resend's HTTP API, instead of SMTP",
            "a key of Resend's, without HAUSRUF_SMTP_URL"),
    HAUSRUF_RESEND_URL(
            MailSettings.RESEND_URL,
            "that API, where it has another address",
            "https://host[:port][/path], or http:// on this machine, together with RESEND_API_KEY"),
    RESEND_WEBHOOK_SECRET(
            "none: bounces are not heard of",
            "signs what Resend reports to /api/mail/resend-webhook: deliveries, bounces, complaints",
            "whsec_… as Resend shows it, together with RESEND_API_KEY"),
    HAUSRUF_MAIL_FROM(
            "none: the address of who writes",
            "sender of the mail of offices that have verified no address of their own",
            "an e-mail address, together with HAUSRUF_SMTP_URL or RESEND_API_KEY"),
    HAUSRUF_OUTBOUND_ALLOWED(
            "none: public addresses by https alone",
            "receivers of webhooks, issuers of tokens and sign-in services in your own network, by http, too",
            AllowedTargets.ALLOWED),
    HAUSRUF_PUSH_ALLOWED(
            "none: public addresses by https alone",
            "for tests: push services in your own network, by http, too; people's browsers name them",
            AllowedTargets.ALLOWED),
    HAUSRUF_SAMPLE("off", "sample tenants and users, on in ./hausruf run; loopback addresses only", "on or off"),
    HAUSRUF_SAMPLE_PASSWORD("random, printed once", "password of all sample users", "8 to 128 characters");

    private final String byDefault;
    private final String meaning;
    private final String allowed;

    Setting(String byDefault, String meaning, String allowed) {
        this.byDefault = byDefault;
        this.meaning = meaning;
        this.allowed = allowed;
    }

    String byDefault() {
        return byDefault;
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
                    LIVEKIT_WEBHOOK_URLS,
                    HAUSRUF_SMTP_URL,
                    RESEND_API_KEY,
                    RESEND_WEBHOOK_SECRET,
                    HAUSRUF_SAMPLE_PASSWORD -> true;
            case HAUSRUF_HTTP,
                    HAUSRUF_ORIGIN,
                    HAUSRUF_UDP,
                    HAUSRUF_TCP,
                    HAUSRUF_MEDIA_ADDRESS,
                    HAUSRUF_TURN,
                    HAUSRUF_CONGESTION_CONTROL,
                    HAUSRUF_DATA,
                    HAUSRUF_TLS_CERT,
                    HAUSRUF_TLS_KEY,
                    HAUSRUF_TRUSTED_PROXIES,
                    HAUSRUF_LOG,
                    LIVEKIT_URL,
                    LIVEKIT_API_URL,
                    LIVEKIT_API_KEY,
                    HAUSRUF_METRICS,
                    HAUSRUF_RESEND_URL,
                    HAUSRUF_MAIL_FROM,
                    HAUSRUF_OUTBOUND_ALLOWED,
                    HAUSRUF_PUSH_ALLOWED,
                    HAUSRUF_SAMPLE -> false;
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
                """.formatted(name(), meaning, allowed, byDefault);
    }
}
