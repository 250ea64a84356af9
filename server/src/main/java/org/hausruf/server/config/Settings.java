package org.hausruf.server.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.hausruf.livekit.setting.SettingText;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.pem.PemContent;

/// All settings, checked and typed. Immutable.
///
/// @param origin public address without a path, as it begins every link
/// @param apiKey of the engine of this process, if the operator set one
/// @param webhooks told of what happens in rooms
/// @param metrics where they are served, on an address of their own
/// @param mail how it goes out
/// @param outbound where tenants' webhooks may go beside public addresses
/// @param push the same of messages to browsers
/// @param tcp where media comes by TCP, too
/// @param turn where a relay for guests behind firewalls listens
/// @param congestionControl whether what a participant gets is made to fit their line
/// @param mediaAddresses empty: the engine finds them by itself; port 0: the port of `udp`
public record Settings(
        InetSocketAddress http,
        URI origin,
        InetSocketAddress udp,
        List<InetSocketAddress> mediaAddresses,
        Optional<InetSocketAddress> tcp,
        Optional<InetSocketAddress> turn,
        boolean congestionControl,
        Path data,
        Optional<Database> database,
        Optional<Tls> tls,
        Set<InetAddress> trustedProxies,
        LogFormat log,
        Optional<ApiKey> apiKey,
        Optional<RemoteServer> remote,
        List<URI> webhooks,
        Optional<InetSocketAddress> metrics,
        MailSettings mail,
        AllowedTargets outbound,
        AllowedTargets push,
        Optional<Sample> sample) {
    /// Of one name in a path, on every common file system.
    private static final int MAX_NAME_BYTES = 255;

    private static final int HTTPS_PORT = 443;

    /// A PostgreSQL of the operator's own, as the runtime role and as the owner.
    public record Database(DatabaseUrl app, DatabaseUrl owner) {}

    /// PEM files of the HTTPS certificate.
    public record Tls(Path certificate, Path privateKey) {}

    /// The LiveKit key and secret that sign the media server's access tokens.
    public record ApiKey(String key, String secret) {
        /// Without the secret: settings end up in logs.
        @Override
        public String toString() {
            return "ApiKey[" + key + "]";
        }
    }

    /// Sample data is wanted; without a password one is generated and printed once.
    public record Sample(Optional<String> password) {}

    /// Form of the log lines.
    public enum LogFormat {
        TEXT,
        JSON
    }

    /// Reads environment and properties file.
    ///
    /// @throws WrongSetting naming the first setting that cannot be used
    public static Settings read(Map<String, String> environment, List<String> args, Path workingDirectory) {
        return of(SettingValues.read(environment, args, workingDirectory), workingDirectory);
    }

    private static Settings of(SettingValues values, Path workingDirectory) {
        var http = address(values, Setting.HAUSRUF_HTTP);
        var tls = pair(values, Setting.HAUSRUF_TLS_CERT, Setting.HAUSRUF_TLS_KEY)
                .map(p -> new Tls(
                        pem(Setting.HAUSRUF_TLS_CERT, workingDirectory, p.first(), PemContent::getCertificates),
                        pem(Setting.HAUSRUF_TLS_KEY, workingDirectory, p.second(), PemContent::getPrivateKey)));
        var scheme = tls.isPresent() ? "https" : "http";
        var origin = origin(values, scheme + "://localhost:" + http.getPort());
        var remote = RemoteServer.read(values, origin);
        var udp = address(values, Setting.HAUSRUF_UDP);
        return new Settings(
                http,
                origin,
                udp,
                list(values, Setting.HAUSRUF_MEDIA_ADDRESS, SettingText::mediaAddress),
                tcp(values, udp),
                values.get(Setting.HAUSRUF_TURN).map(v -> address(values, Setting.HAUSRUF_TURN)),
                on(values, Setting.HAUSRUF_CONGESTION_CONTROL),
                data(values, workingDirectory),
                pair(values, Setting.HAUSRUF_DATABASE_URL, Setting.HAUSRUF_DATABASE_OWNER_URL)
                        .map(p -> new Database(
                                databaseUrl(Setting.HAUSRUF_DATABASE_URL, p.first()),
                                databaseUrl(Setting.HAUSRUF_DATABASE_OWNER_URL, p.second()))),
                tls,
                Set.copyOf(list(values, Setting.HAUSRUF_TRUSTED_PROXIES, IpAddresses::parseWhole)),
                log(values),
                remote.isPresent() ? Optional.empty() : apiKey(values),
                remote,
                list(values, Setting.LIVEKIT_WEBHOOK_URLS, SettingText::webhook),
                values.get(Setting.HAUSRUF_METRICS).map(v -> address(values, Setting.HAUSRUF_METRICS)),
                MailSettings.read(values),
                targets(Setting.HAUSRUF_OUTBOUND_ALLOWED, values),
                targets(Setting.HAUSRUF_PUSH_ALLOWED, values),
                sample(values, http));
    }

    /// Name and port where we are reached by HTTPS that we speak ourselves, not resolved; empty: a proxy does, or
    /// nobody.
    public Optional<InetSocketAddress> httpsOrigin() {
        boolean isOurs = tls.isPresent() && trustedProxies.isEmpty();
        if (!isOurs || !"https".equals(origin.getScheme()) || origin.getPort() == 0) return Optional.empty();
        int port = origin.getPort() > 0 ? origin.getPort() : HTTPS_PORT;
        return Optional.of(InetSocketAddress.createUnresolved(origin.getHost(), port));
    }

    private static InetSocketAddress address(SettingValues values, Setting setting) {
        var value = values.orDefault(setting);
        return SettingText.address(value).orElseThrow(() -> new WrongSetting(setting, value));
    }

    private static Optional<InetSocketAddress> tcp(SettingValues values, InetSocketAddress byDefault) {
        var value = values.get(Setting.HAUSRUF_TCP);
        if (value.isEmpty()) return Optional.of(byDefault);
        return SettingText.isOff(value.get()) ? Optional.empty() : Optional.of(address(values, Setting.HAUSRUF_TCP));
    }

    private static boolean on(SettingValues values, Setting setting) {
        var value = values.orDefault(setting);
        return SettingText.on(value).orElseThrow(() -> new WrongSetting(setting, value));
    }

    private static <T> List<T> list(SettingValues values, Setting setting, Function<String, Optional<T>> parse) {
        return values.get(setting).map(SettingText::items).orElse(List.of()).stream()
                .map(item -> parse.apply(item).orElseThrow(() -> new WrongSetting(setting, item)))
                .toList();
    }

    private static URI origin(SettingValues values, String byDefault) {
        var value = values.get(Setting.HAUSRUF_ORIGIN).orElse(byDefault);
        return WebAddress.parse(value, "https?://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+])(:\\d{1,5})?/?")
                .orElseThrow(() -> new WrongSetting(Setting.HAUSRUF_ORIGIN, value));
    }

    private static Path data(SettingValues values, Path workingDirectory) {
        var value = values.orDefault(Setting.HAUSRUF_DATA);
        var directory = path(Setting.HAUSRUF_DATA, workingDirectory, value).normalize();
        var existing = directory;
        while (existing != null && !Files.exists(existing)) existing = existing.getParent();
        if (existing == null || !Files.isDirectory(existing) || !Files.isWritable(existing)) {
            throw new WrongSetting(Setting.HAUSRUF_DATA, value);
        }
        return directory;
    }

    /// Names that no file system takes would be found out by whoever makes the first file.
    private static Path path(Setting setting, Path workingDirectory, String value) {
        try {
            var path = workingDirectory.resolve(value);
            for (var name : path) {
                if (name.toString().getBytes(UTF_8).length > MAX_NAME_BYTES) throw new WrongSetting(setting, value);
            }
            return path;
        } catch (InvalidPathException e) { // a letter that the locale has not
            throw new WrongSetting(setting, value);
        }
    }

    private record Pair(String first, String second) {}

    private static Optional<Pair> pair(SettingValues values, Setting first, Setting second) {
        var a = values.get(first);
        var b = values.get(second);
        if (a.isPresent() != b.isPresent()) {
            var missing = a.isPresent() ? second : first;
            throw new WrongSetting(missing.name() + ": not set; allowed: " + missing.allowed());
        }
        return a.map(v -> new Pair(v, b.orElseThrow()));
    }

    private static Path pem(
            Setting setting, Path workingDirectory, String value, Function<PemContent, @Nullable Object> wanted) {
        var file = path(setting, workingDirectory, value);
        if (!holds(file, wanted)) throw new WrongSetting(setting, value);
        return file;
    }

    private static boolean holds(Path file, Function<PemContent, @Nullable Object> wanted) {
        try {
            return Files.isRegularFile(file) && wanted.apply(PemContent.load(file)) != null;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static DatabaseUrl databaseUrl(Setting setting, String value) {
        return DatabaseUrl.parse(value).orElseThrow(() -> new WrongSetting(setting, value));
    }

    private static LogFormat log(SettingValues values) {
        var value = values.orDefault(Setting.HAUSRUF_LOG);
        return switch (value) {
            case "text" -> LogFormat.TEXT;
            case "json" -> LogFormat.JSON;
            default -> throw new WrongSetting(Setting.HAUSRUF_LOG, value);
        };
    }

    private static Optional<ApiKey> apiKey(SettingValues values) {
        return pair(values, Setting.LIVEKIT_API_KEY, Setting.LIVEKIT_API_SECRET).map(p -> {
            if (!SettingText.isApiKey(p.first())) throw new WrongSetting(Setting.LIVEKIT_API_KEY, p.first());
            if (!SettingText.isApiSecret(p.second())) {
                throw new WrongSetting(Setting.LIVEKIT_API_SECRET, p.second());
            }
            return new ApiKey(p.first(), p.second());
        });
    }

    private static AllowedTargets targets(Setting setting, SettingValues values) {
        return values.get(setting)
                .map(value -> AllowedTargets.parse(SettingText.items(value))
                        .orElseThrow(() -> new WrongSetting(setting, value)))
                .orElse(AllowedTargets.NONE);
    }

    private static Optional<Sample> sample(SettingValues values, InetSocketAddress http) {
        var wanted = on(values, Setting.HAUSRUF_SAMPLE);
        var password = values.get(Setting.HAUSRUF_SAMPLE_PASSWORD);
        if (password.isPresent()
                && (password.get().length() < 8 || password.get().length() > 128)) {
            throw new WrongSetting(Setting.HAUSRUF_SAMPLE_PASSWORD, password.get());
        }
        if (!wanted) return Optional.empty();
        if (!http.getAddress().isLoopbackAddress()) {
            throw new WrongSetting(
                    Setting.HAUSRUF_SAMPLE,
                    "on",
                    "off (`./hausruf run` alone sets on), as HAUSRUF_HTTP is not a loopback address such as 127.0.0.1");
        }
        return Optional.of(new Sample(password));
    }
}
