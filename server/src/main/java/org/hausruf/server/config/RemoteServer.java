package org.hausruf.server.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// A LiveKit server of the operator's own, where rooms are instead of in this process. Immutable.
///
/// @param clientUrl where browsers connect to, `ws` or `wss`
/// @param apiUrl where this server asks for rooms, `http` or `https`
public record RemoteServer(URI clientUrl, URI apiUrl, Settings.ApiKey key) {
    private static final String PLACE = "://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+])(:\\d{1,5})?(/[A-Za-z0-9._~-]+)*/?";

    /// What the embedded engine alone reads: beside a remote server it would be ignored, so it is refused.
    private static final List<Setting> OF_THE_ENGINE = List.of(
            Setting.HAUSRUF_UDP,
            Setting.HAUSRUF_MEDIA_ADDRESS,
            Setting.HAUSRUF_TCP,
            Setting.HAUSRUF_TURN,
            Setting.HAUSRUF_CONGESTION_CONTROL,
            Setting.LIVEKIT_WEBHOOK_URLS,
            Setting.HAUSRUF_METRICS);

    /// @return empty when rooms are to be in this process
    static Optional<RemoteServer> read(SettingValues values, URI origin) {
        var url = values.get(Setting.LIVEKIT_URL);
        var api = values.get(Setting.LIVEKIT_API_URL);
        if (url.isEmpty() && api.isPresent()) throw missing(Setting.LIVEKIT_URL);
        return url.map(value -> {
            var client = address(Setting.LIVEKIT_URL, value, "wss?");
            if (origin.getScheme().equals("https") && !client.getScheme().equals("wss")) {
                throw new WrongSetting(Setting.LIVEKIT_URL, value);
            }
            refuseSettingsOfTheEngine(values);
            var byHttp = client.toString().replaceFirst("^ws", "http");
            return new RemoteServer(
                    client, address(Setting.LIVEKIT_API_URL, api.orElse(byHttp), "https?"), key(values));
        });
    }

    private static URI address(Setting setting, String value, String scheme) {
        return WebAddress.parse(value, scheme + PLACE).orElseThrow(() -> new WrongSetting(setting, value));
    }

    private static void refuseSettingsOfTheEngine(SettingValues values) {
        for (var setting : OF_THE_ENGINE) {
            if (values.get(setting).isEmpty()) continue;
            throw new WrongSetting(setting.name() + ": is the embedded engine's, which LIVEKIT_URL replaces;"
                    + " allowed: one of the two");
        }
    }

    /// Whatever that server's operator chose: its developer mode has a secret of six letters.
    private static Settings.ApiKey key(SettingValues values) {
        var key = values.get(Setting.LIVEKIT_API_KEY).orElseThrow(() -> missing(Setting.LIVEKIT_API_KEY));
        var secret = values.get(Setting.LIVEKIT_API_SECRET).orElseThrow(() -> missing(Setting.LIVEKIT_API_SECRET));
        if (!key.matches("[!-~]{1,128}")) throw new WrongSetting(Setting.LIVEKIT_API_KEY, key);
        if (secret.length() > 256) throw new WrongSetting(Setting.LIVEKIT_API_SECRET, secret);
        return new Settings.ApiKey(key, secret);
    }

    private static WrongSetting missing(Setting setting) {
        return new WrongSetting(setting.name() + ": not set; allowed: " + setting.allowed());
    }
}
