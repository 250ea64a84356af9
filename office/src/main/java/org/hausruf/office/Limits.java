package org.hausruf.office;

import java.time.Duration;

/// How much of what people may ask for. What only one class holds is a constant of that class. Rates are per named key
/// and kept in memory: a restart forgives.
public record Limits(
        Rate signInsPerAccountAndNetwork,
        Rate signInsPerAccount,
        Rate callsPerHost,
        Rate invitesPerHost,
        Rate invitesPerCall,
        Rate attemptsPerInvite,
        Rate rejoinsPerInvite,
        Rate waitsPerInvite,
        Rate newLinksPerInvite,
        Rate ringsPerCaller,
        Rate tokensPerKey,
        Rate tokensPerUser,
        Rate planMailsPerHost,
        Rate planMailsPerOffice) {
    /// So many per while.
    ///
    /// @param count how many at once; they come back evenly over `per`
    public record Rate(int count, Duration per) {}

    public static final Limits STANDARD = new Limits(
            new Rate(10, Duration.ofMinutes(15)),
            new Rate(100, Duration.ofMinutes(15)),
            new Rate(200, Duration.ofHours(1)),
            new Rate(60, Duration.ofHours(1)),
            new Rate(30, Duration.ofHours(1)),
            new Rate(30, Duration.ofMinutes(1)),
            new Rate(60, Duration.ofHours(1)),
            new Rate(60, Duration.ofMinutes(1)),
            new Rate(3, Duration.ofHours(1)),
            new Rate(200, Duration.ofHours(1)),
            new Rate(3_000, Duration.ofMinutes(10)),
            new Rate(60, Duration.ofMinutes(10)),
            new Rate(1_000, Duration.ofHours(1)),
            new Rate(5_000, Duration.ofHours(1)));

    public static final int MAX_TITLE_LENGTH = 120;
    public static final int MAX_NAME_LENGTH = 80;
    /// What is kept of how a browser describes itself.
    public static final int MAX_CLIENT_LENGTH = 200;
    /// Rows of a list in one answer.
    public static final int MAX_PAGE = 100;
    /// Planned calls of one host that are still ahead.
    public static final int MAX_PLANNED_CALLS = 200;
    /// Guests of one planned call at a time: each change of it is a mail to every one of them.
    public static final int MAX_PLAN_GUESTS = 100;
    /// Stays of one person in one call that are written down; whoever comes more often is put out.
    public static final int MAX_STAYS = 500;
    /// Guests who wait before one call at a time.
    public static final int MAX_WAITING = 50;
    /// People of one office in one answer.
    public static final int MAX_DIRECTORY = 1_000;
    /// What is searched for.
    public static final int MAX_QUERY_LENGTH = 80;
    /// Per tenant.
    public static final int MAX_ORIGINS = 20;
    /// Browsers of one user that are told of calls while no page is open.
    public static final int MAX_PUSH_SUBSCRIPTIONS = 20;
    /// Of a push service's address for one browser.
    public static final int MAX_ENDPOINT_LENGTH = 1_000;
    /// Per tenant.
    public static final int MAX_API_KEYS = 20;
    /// Per tenant.
    public static final int MAX_TOKEN_ISSUERS = 10;
    /// Per tenant.
    public static final int MAX_SIGN_IN_PROVIDERS = 5;
    /// Of a sign-in provider: whose addresses make accounts, and what an office's secret with it may have.
    public static final int MAX_JOIN_DOMAINS = 10;
    public static final int MAX_CLIENT_SECRET_LENGTH = 500;
    /// Of a maker of tokens: its name, the name of a claim, what a claim must be.
    public static final int MAX_ISSUER_LENGTH = 500;
    public static final int MAX_CLAIM_LENGTH = 100;
    public static final int MAX_CLAIM_VALUE_LENGTH = 200;
    /// Addresses as which mail goes out, per tenant.
    public static final int MAX_SENDERS = 10;
    /// Per tenant.
    public static final int MAX_WEBHOOKS = 10;
    /// Per tenant.
    public static final int MAX_CONTACTS = 50_000;

    public static final int MAX_PHONE_LENGTH = 40;

    /// Of an office's branding.
    public static final int MAX_WELCOME_LENGTH = 200;
    public static final int MAX_SENTENCE_LENGTH = 400;
    public static final int MAX_TILES = 3;
    public static final int MAX_TILE_LENGTH = 80;
    /// Of one picture, before and after it was written anew.
    public static final int MAX_LOGO_BYTES = 512 * 1024;
    /// Wide and high.
    public static final int MIN_LOGO_PIXELS = 16;
    public static final int MAX_LOGO_PIXELS = 2_000;

    /// How many days an office may have things kept; without a number they are kept for good.
    public static final int MIN_RETENTION_DAYS = 7;
    public static final int MAX_RETENTION_DAYS = 3_650;
    /// Of the audit log, so that nobody's deed is forgotten before it is looked at.
    public static final int MIN_AUDIT_RETENTION_DAYS = 90;

    public static final int MAX_URL_LENGTH = 2_000;
}
