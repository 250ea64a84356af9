package org.hausruf.server.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// All settings, checked and typed. Immutable.
///
/// @param origin public address without a path, as it begins every link
/// @param mediaAddresses empty: the engine finds them by itself; port 0: the port of `udp`
public record Settings(
        InetSocketAddress http,
        URI origin,
        InetSocketAddress udp,
        List<InetSocketAddress> mediaAddresses,
        Path data,
        Optional<Database> database,
        Optional<Tls> tls,
        Set<InetAddress> trustedProxies,
        LogFormat log,
        Optional<ApiKey> apiKey,
        Optional<String> smtp,
        Optional<Sample> sample) {

    /// A PostgreSQL of the operator's own, as the runtime role and as the owner.
    public record Database(DatabaseUrl app, DatabaseUrl owner) {}

    /// PEM files of the HTTPS certificate.
    public record Tls(Path certificate, Path privateKey) {}

    /// The LiveKit key and secret that sign the engine's access tokens.
    public record ApiKey(String key, String secret) {}

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
        var http = address(values, Setting.HAUSRUF_HTTP, "127.0.0.1:8080");
        var tls = pair(values, Setting.HAUSRUF_TLS_CERT, Setting.HAUSRUF_TLS_KEY)
                .map(p -> new Tls(
                        readable(Setting.HAUSRUF_TLS_CERT, workingDirectory, p.first()),
                        readable(Setting.HAUSRUF_TLS_KEY, workingDirectory, p.second())));
        var scheme = tls.isPresent() ? "https" : "http";
        return new Settings(
                http,
                origin(values, scheme + "://localhost:" + http.getPort()),
                address(values, Setting.HAUSRUF_UDP, ":7882"),
                list(values, Setting.HAUSRUF_MEDIA_ADDRESS, Settings::mediaAddress),
                data(values, workingDirectory),
                pair(values, Setting.HAUSRUF_DATABASE_URL, Setting.HAUSRUF_DATABASE_OWNER_URL)
                        .map(p -> new Database(
                                databaseUrl(Setting.HAUSRUF_DATABASE_URL, p.first()),
                                databaseUrl(Setting.HAUSRUF_DATABASE_OWNER_URL, p.second()))),
                tls,
                Set.copyOf(list(values, Setting.HAUSRUF_TRUSTED_PROXIES, IpAddresses::parse)),
                log(values),
                apiKey(values),
                values.get(Setting.HAUSRUF_SMTP_URL).map(Settings::smtp),
                sample(values, http));
    }

    private static InetSocketAddress address(SettingValues values, Setting setting, String byDefault) {
        var value = values.get(setting).orElse(byDefault);
        var colon = value.lastIndexOf(':');
        var port = colon < 0 ? -1 : port(value.substring(colon + 1));
        if (port < 0) throw new WrongSetting(setting, value);
        var host = value.substring(0, colon).replaceAll("^\\[(.*)]$", "$1");
        var address = host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
        if (address.isUnresolved()) throw new WrongSetting(setting, value);
        return address;
    }

    private static int port(String digits) {
        return digits.matches("\\d{1,5}") && Integer.parseInt(digits) <= 65_535 ? Integer.parseInt(digits) : -1;
    }

    private static Optional<InetSocketAddress> mediaAddress(String value) {
        var ip = IpAddresses.parse(value);
        if (ip.isPresent()) return ip.map(a -> new InetSocketAddress(a, 0));
        var colon = value.lastIndexOf(':');
        var port = colon < 0 ? -1 : port(value.substring(colon + 1));
        if (port <= 0) return Optional.empty();
        return IpAddresses.parse(value.substring(0, colon).replaceAll("^\\[(.*)]$", "$1"))
                .map(a -> new InetSocketAddress(a, port));
    }

    private static <T> List<T> list(SettingValues values, Setting setting, Function<String, Optional<T>> parse) {
        return values.get(setting).stream()
                .flatMap(v -> Arrays.stream(v.split(",")))
                .map(String::strip)
                .map(item -> parse.apply(item).orElseThrow(() -> new WrongSetting(setting, item)))
                .toList();
    }

    private static URI origin(SettingValues values, String byDefault) {
        var value = values.get(Setting.HAUSRUF_ORIGIN).orElse(byDefault);
        if (!value.matches("https?://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+])(:\\d{1,5})?/?")) {
            throw new WrongSetting(Setting.HAUSRUF_ORIGIN, value);
        }
        return URI.create(value.replaceAll("/$", ""));
    }

    private static Path data(SettingValues values, Path workingDirectory) {
        var value = values.get(Setting.HAUSRUF_DATA).orElse("./data");
        var directory = workingDirectory.resolve(value).normalize();
        var existing = directory;
        while (existing != null && !Files.exists(existing)) existing = existing.getParent();
        if (existing == null || !Files.isDirectory(existing) || !Files.isWritable(existing)) {
            throw new WrongSetting(Setting.HAUSRUF_DATA, value);
        }
        return directory;
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

    private static Path readable(Setting setting, Path workingDirectory, String value) {
        var file = workingDirectory.resolve(value);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) throw new WrongSetting(setting, value);
        return file;
    }

    private static DatabaseUrl databaseUrl(Setting setting, String value) {
        return DatabaseUrl.parse(value).orElseThrow(() -> new WrongSetting(setting, value));
    }

    private static LogFormat log(SettingValues values) {
        var value = values.get(Setting.HAUSRUF_LOG).orElse("text");
        return switch (value) {
            case "text" -> LogFormat.TEXT;
            case "json" -> LogFormat.JSON;
            default -> throw new WrongSetting(Setting.HAUSRUF_LOG, value);
        };
    }

    private static Optional<ApiKey> apiKey(SettingValues values) {
        return pair(values, Setting.LIVEKIT_API_KEY, Setting.LIVEKIT_API_SECRET).map(p -> {
            if (!p.first().matches("[A-Za-z0-9]{3,64}")) throw new WrongSetting(Setting.LIVEKIT_API_KEY, p.first());
            if (p.second().length() < 32 || p.second().length() > 256) {
                throw new WrongSetting(Setting.LIVEKIT_API_SECRET, p.second());
            }
            return new ApiKey(p.first(), p.second());
        });
    }

    private static String smtp(String value) {
        if (!value.matches("(smtp|smtps|smtp[+]starttls)://([^@/\\s]+@)?[^@/:\\s]+(:\\d{1,5})?/?")) {
            throw new WrongSetting(Setting.HAUSRUF_SMTP_URL, value);
        }
        return value;
    }

    private static Optional<Sample> sample(SettingValues values, InetSocketAddress http) {
        var wanted = values.get(Setting.HAUSRUF_SAMPLE).orElse("off");
        if (!wanted.equals("on") && !wanted.equals("off")) throw new WrongSetting(Setting.HAUSRUF_SAMPLE, wanted);
        var password = values.get(Setting.HAUSRUF_SAMPLE_PASSWORD);
        if (password.isPresent()
                && (password.get().length() < 8 || password.get().length() > 128)) {
            throw new WrongSetting(Setting.HAUSRUF_SAMPLE_PASSWORD, password.get());
        }
        if (wanted.equals("off")) return Optional.empty();
        if (!http.getAddress().isLoopbackAddress()) {
            throw new WrongSetting(
                    Setting.HAUSRUF_SAMPLE, "on", "off, as HAUSRUF_HTTP is not a loopback address such as 127.0.0.1");
        }
        return Optional.of(new Sample(password));
    }
}
