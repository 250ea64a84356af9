package org.hausruf.server.problem;

/// Every kind of refusal, with the HTTP status it travels under.
public enum ProblemCode {
    NOT_SIGNED_IN(401, "Not signed in", "Sign in with POST /api/session."),
    WRONG_CREDENTIALS(401, "Wrong credentials", "E-mail address and password do not match."),
    CSRF(403, "Request not confirmed", "Send the session's csrfToken in the header X-CSRF-Token."),
    FORBIDDEN(403, "Forbidden", "This account or origin may not do that."),
    NOT_FOUND(404, "Not found", "There is nothing here, or nothing for this account."),
    INVALID(400, "Invalid request", "A field has a value that is not allowed."),
    METHOD_NOT_ALLOWED(405, "Method not allowed", "This address does not know that method."),
    NOT_ACCEPTABLE(406, "Not acceptable", "Answers are application/json."),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type", "Send application/json."),
    TOO_LARGE(413, "Too large", "A request body may have 64 KiB."),
    TOO_MANY_REQUESTS(429, "Too many requests", "Try again after the time in Retry-After."),
    INVITE_UNKNOWN(404, "Invite unknown", "There is no such invite, or the token is another one."),
    INVITE_EXPIRED(410, "Invite expired", "The invite was not used in time."),
    CALL_OVER(410, "Call over", "The video call has ended."),
    INVITE_USED(409, "Invite used", "Somebody has joined with this invite already."),
    INVITE_REVOKED(409, "Invite revoked", "The host has taken the invite back."),
    INVITE_EXISTS(409, "Invite exists", "This address has a live invite to the call: send that one again."),
    CALL_ENDED(409, "Call ended", "The video call has ended."),
    UNAVAILABLE(503, "Unavailable", "The server cannot reach its database at the moment."),
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
