package org.hausruf.server.signin;

import java.time.Duration;
import org.hausruf.office.Limits;

/// What one address may do, whatever account or invite it names: `count` requests at once and as many again, spread
/// evenly, over the period. Limits per account, host, call and invite are office's.
public enum Limit {
    /// Failed sign-ins; successful ones are given back.
    SIGN_IN(30, Duration.ofMinutes(5)),
    /// Beginning to sign in elsewhere, and looking at whom one could do that with.
    PROVIDER(60, Duration.ofMinutes(5)),
    /// Coming back from there: any page can send a browser so, and takes no sign-in from anybody by that.
    PROVIDER_ANSWER(60, Duration.ofMinutes(5)),
    /// Looking at, claiming and coming back to invites.
    CLAIM(120, Duration.ofMinutes(5)),
    /// Asking whether one is let in, which waiting pages do every few seconds.
    WAIT(1_200, Duration.ofMinutes(5)),
    /// Wrong API keys; true ones are given back.
    API_KEY(30, Duration.ofMinutes(5)),
    /// Answering calls from notifications.
    ANSWER(120, Duration.ofMinutes(5)),
    /// Opening links to accounts: set-up, invitations of colleagues, new passwords.
    LINK(60, Duration.ofMinutes(5)),
    /// Asking for a new password.
    FORGOTTEN(10, Duration.ofMinutes(15)),
    /// Naming hosts that have to be looked up; of a user.
    NAMED_HOST(100, Duration.ofMinutes(5)),
    /// Ringing people and all that follows, over REST; of a user. As many a second as on a socket.
    CALL(100, Duration.ofSeconds(5)),
    /// Asking for all that is kept of oneself; of a user.
    OWN_DATA(10, Duration.ofHours(1)),
    /// Sending pictures, which are decoded; of a user.
    PICTURE(60, Duration.ofMinutes(5));

    private final int count;
    private final Duration period;

    Limit(int count, Duration period) {
        this.count = count;
        this.period = period;
    }

    Limits.Rate rate() {
        return new Limits.Rate(count, period);
    }
}
