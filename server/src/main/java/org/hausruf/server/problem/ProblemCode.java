package org.hausruf.server.problem;

/// Every kind of refusal, with the HTTP status it travels under.
public enum ProblemCode {
    NOT_SIGNED_IN(401, "Not signed in", "Sign in with POST /api/session."),
    WRONG_CREDENTIALS(401, "Wrong credentials", "E-mail address and password do not match."),
    CODE_NEEDED(401, "Code needed", "The password is right; this account needs a code of its second factor, too."),
    WRONG_CODE(401, "Wrong code", "Not a code that counts now, or one that was used."),
    SIGN_IN_OVER(401, "Sign-in over", "This sign-in has expired, is complete or began in another browser: begin anew."),
    PROVIDER_UNREACHABLE(502, "Provider unreachable", "The sign-in provider does not answer as OpenID Connect wants."),
    PROVIDER_MISMATCH(
            409, "Provider mismatch", "The sign-in provider names itself otherwise: take its issuer to the letter."),
    SECOND_FACTOR_ON(409, "Second factor on", "There is a second factor already: switch it off first."),
    CSRF(403, "Request not confirmed", "Send the session's csrfToken in the header X-CSRF-Token."),
    FORBIDDEN(403, "Forbidden", "This account may not do that."),
    ORIGIN_NOT_ALLOWED(
            403,
            "Origin not allowed",
            "The office's list does not name this page's origin: an admin adds it under Settings, Integrations, or by "
                    + "PUT /api/allowed-origins."),
    NOT_FOUND(404, "Not found", "There is nothing here, or nothing for this account."),
    INVALID(400, "Invalid request", "A field has a value that is not allowed."),
    METHOD_NOT_ALLOWED(405, "Method not allowed", "This address does not know that method."),
    NOT_ACCEPTABLE(406, "Not acceptable", "Answers are application/json."),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type", "Send application/json."),
    REQUEST_TIMEOUT(408, "Request timeout", "The request did not arrive whole in time."),
    UPGRADE_REQUIRED(426, "Upgrade required", "Only WebSocket, version 13, is spoken at this address."),
    HEADERS_TOO_LARGE(431, "Headers too large", "A request's address and headers may have 8 KiB."),
    TOO_LARGE(413, "Too large", "A request body may have " + Limits.BODY_KIB + " KiB."),
    TOO_MANY_REQUESTS(429, "Too many requests", "Try again after the time in Retry-After."),
    MAIL_LIMIT(429, "Mail limit", "Planned calls have made too much mail: try again after the time in Retry-After."),
    TOO_MANY_GUESTS(
            409,
            "Too many guests",
            "A planned video call may have " + org.hausruf.office.Limits.MAX_PLAN_GUESTS + " guests at a time."),
    INVITE_UNKNOWN(404, "Invite unknown", "There is no such invite, or the token is another one."),
    INVITE_EXPIRED(410, "Invite expired", "The invite was not used in time."),
    CALL_OVER(410, "Call over", "The call has ended."),
    INVITE_USED(409, "Invite used", "Somebody has joined with this invite already."),
    INVITE_REVOKED(409, "Invite revoked", "The host has taken the invite back; the address may be invited anew."),
    INVITE_DECLINED(409, "Invite declined", "The host has not let this guest in; the address may be invited anew."),
    IN_LOBBY(409, "In the lobby", "The host has still to let this guest in: ask again with the same secret."),
    INVITE_EXISTS(409, "Invite exists", "This address has a live invite to the call: send that one again."),
    MAIL_FAILED(503, "Mail failed", "The mail did not go out; the host sees why."),
    MAIL_NOT_CONFIGURED(
            409,
            "Mail not configured",
            "This proves whose an address is by a mail: set HAUSRUF_SMTP_URL or RESEND_API_KEY."),
    SENDER_NOT_VERIFIED(409, "Sender not verified", "Nobody has confirmed this address by its link yet."),
    MAIL_REPORT_REFUSED(401, "Report refused", "The svix headers do not sign this body, or not of these minutes."),
    MAIL_NOT_YET_KNOWN(503, "Mail not yet known", "No mail of that id is written down yet: report it again."),
    LINK_UNKNOWN(404, "Link unknown", "The link was used, withdrawn or is too old, or there never was such a one."),
    ACCOUNT_EXISTS(409, "Account exists", "Somebody has an account with this address already."),
    LAST_ADMIN(409, "Last admin", "An office keeps at least one admin who may sign in."),
    STILL_ACTIVE(409, "Still active", "Deactivate the account first: what is erased does not come back."),
    CALL_ENDED(409, "Call ended", "The video call has ended."),
    NOT_PLANNED(409, "Not planned", "The video call was not planned for a time to come."),
    ANSWERED_ELSEWHERE(409, "Answered elsewhere", "Somebody has taken the call already."),
    CALLER_BUSY(409, "Caller busy", "This account talks, rings or is rung already: end or decline that call first."),
    WEBHOOK_REFUSED(401, "Webhook refused", "The Authorization header does not sign this body with the LiveKit key."),
    MEDIA_SERVER_UNREACHABLE(503, "Media server unreachable", "The LiveKit server does not answer at the moment."),
    UNAVAILABLE(503, "Unavailable", "The server cannot reach its database at the moment."),
    STORAGE_FULL(
            507,
            "Storage full",
            "The server's disk is full: nothing was written. It can be read, and goes on by itself."),
    INTERNAL(500, "Internal error", "Something is broken on the server; its log knows more.");

    private final int status;
    private final String title;
    private final String detail;

    ProblemCode(int status, String title, String detail) {
        this.status = status;
        this.title = title;
        this.detail = detail;
    }

    /// HTTP status.
    public int status() {
        return status;
    }

    String title() {
        return title;
    }

    String detail() {
        return detail;
    }

    /// As written in the documents: `not-signed-in`.
    String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
