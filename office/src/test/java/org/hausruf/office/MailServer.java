package org.hausruf.office;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

/// A mail server of a test's own on loopback, which a busy machine has time to start.
public final class MailServer {
    private static final long START_MILLIS = 60_000;

    private MailServer() {}

    /// Not started yet.
    ///
    /// @param port 0 for any
    public static GreenMail at(int port) {
        var smtp = new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        smtp.setServerStartupTimeout(START_MILLIS);
        return new GreenMail(smtp);
    }
}
