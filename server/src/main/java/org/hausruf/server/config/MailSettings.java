package org.hausruf.server.config;

import java.net.URI;
import java.util.Base64;
import java.util.Optional;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.mail.SmtpServer;

/// By which way mail goes out: by SMTP, by Resend's API, or, where neither is set, not at all. Immutable.
///
/// @param from as which mail of offices goes out that have no address of their own
public record MailSettings(Optional<SmtpServer> smtp, Optional<Resend> resend, Optional<EmailAddress> from) {
    static final String RESEND_URL = "https://api.resend.com";

    private static final String HOST = "[A-Za-z0-9.-]+(:\\d{1,5})?(/[A-Za-z0-9._~-]+)*/?";
    /// The key goes along: in clear no further than this machine.
    private static final String URL = "https://" + HOST + "|http://(localhost|127\\.0\\.0\\.1)(:\\d{1,5})?/?";

    private static final String WEBHOOK_SECRET = "whsec_[A-Za-z0-9+/]{16,200}={0,2}";

    /// Resend, or what speaks as it does.
    ///
    /// @param url of the API
    /// @param webhookKey by which it signs what it reports; nobody: it reports nothing
    public record Resend(URI url, String apiKey, Optional<byte[]> webhookKey) {
        /// Without the keys: settings end up in logs.
        @Override
        public String toString() {
            return "Resend[" + url + "]";
        }
    }

    /// Whether mails really go out.
    public boolean goesOut() {
        return smtp.isPresent() || resend.isPresent();
    }

    static MailSettings read(SettingValues values) {
        var smtp = values.get(Setting.HAUSRUF_SMTP_URL)
                .map(value ->
                        SmtpServer.parse(value).orElseThrow(() -> new WrongSetting(Setting.HAUSRUF_SMTP_URL, value)));
        var resend = resend(values);
        if (smtp.isPresent() && resend.isPresent())
            throw new WrongSetting("RESEND_API_KEY: HAUSRUF_SMTP_URL is set, too; allowed: one of the two");
        var from = values.get(Setting.HAUSRUF_MAIL_FROM)
                .map(value -> EmailAddress.parse(value)
                        .orElseThrow(() -> new WrongSetting(Setting.HAUSRUF_MAIL_FROM, value)));
        if (from.isPresent() && smtp.isEmpty() && resend.isEmpty()) throw alone(Setting.HAUSRUF_MAIL_FROM);
        return new MailSettings(smtp, resend, from);
    }

    private static Optional<Resend> resend(SettingValues values) {
        var key = values.get(Setting.RESEND_API_KEY);
        for (var other : new Setting[] {Setting.HAUSRUF_RESEND_URL, Setting.RESEND_WEBHOOK_SECRET}) {
            if (key.isEmpty() && values.get(other).isPresent()) throw alone(other);
        }
        return key.map(it -> {
            if (!it.matches("[!-~]{1,200}")) throw new WrongSetting(Setting.RESEND_API_KEY, it);
            return new Resend(
                    url(values), it, values.get(Setting.RESEND_WEBHOOK_SECRET).map(MailSettings::webhookKey));
        });
    }

    private static URI url(SettingValues values) {
        var value = values.orDefault(Setting.HAUSRUF_RESEND_URL);
        return WebAddress.parse(value, URL).orElseThrow(() -> new WrongSetting(Setting.HAUSRUF_RESEND_URL, value));
    }

    private static byte[] webhookKey(String value) {
        try {
            if (value.matches(WEBHOOK_SECRET)) return Base64.getDecoder().decode(value.substring("whsec_".length()));
        } catch (IllegalArgumentException notBase64) {
            // said below
        }
        throw new WrongSetting(Setting.RESEND_WEBHOOK_SECRET, value);
    }

    private static WrongSetting alone(Setting setting) {
        return new WrongSetting(setting.name() + ": no mail goes out; allowed: " + setting.allowed());
    }
}
