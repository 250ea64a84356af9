package org.hausruf.server.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.Secret;
import org.hausruf.office.identity.IssuerKey;
import org.hausruf.office.identity.TokenIssuers;
import org.hausruf.office.identity.TokenIssuers.Candidate;
import org.hausruf.office.user.User;
import org.hausruf.server.identity.Verdict.Why;
import org.jspecify.annotations.Nullable;

/// Says whose a bearer token is that another issuer has made. Thread-safe.
public final class ForeignTokens {
    /// Our own tokens have no dots; this has two.
    private static final String SHAPE = "[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]*";

    private static final int MAX_LENGTH = 7_000;

    private final TokenIssuers issuers;
    private final KeySets keys;
    private final InstantSource clock;

    public ForeignTokens(TokenIssuers issuers, KeySets keys, InstantSource clock) {
        this.issuers = issuers;
        this.keys = keys;
        this.clock = clock;
    }

    /// Whether it looks like one: a JWS in compact form.
    public static boolean isOne(Secret bearer) {
        return bearer.value().matches(SHAPE);
    }

    /// Looks at signature, rules and person. May fetch keys, so it blocks for a bounded time.
    public Verdict verdict(Secret bearer) {
        if (bearer.value().length() > MAX_LENGTH) return new Verdict.Nobody(Why.UNREADABLE);
        return read(bearer.value())
                .<Verdict>map(it -> it.issuer() == null
                        ? new Verdict.Nobody(Why.UNKNOWN)
                        : verdict(it.token(), issuers.named(it.issuer())))
                .orElse(new Verdict.Nobody(Why.UNREADABLE));
    }

    /// @param issuer as it says, which is not proved yet
    private record Unproved(SignedJWT token, @Nullable String issuer) {}

    private static Optional<Unproved> read(String token) {
        try {
            var read = SignedJWT.parse(token);
            return Optional.of(new Unproved(read, read.getJWTClaimsSet().getIssuer()));
        } catch (ParseException | RuntimeException e) { // its claims may be anything
            return Optional.empty();
        }
    }

    /// One office takes it, and means somebody by it.
    private record Taken(Candidate by, JWTClaimsSet claims) {}

    /// With the keys that are at hand, and only if that tells of nobody with those that must be fetched first: so
    /// nobody
    /// waits for what another office has named as its issuer's address.
    private Verdict verdict(SignedJWT token, List<Candidate> candidates) {
        var verdict = byKeysAtHand(token, candidates);
        if (verdict instanceof Verdict.Person) return verdict;
        var missing = missing(token, candidates);
        if (missing.isEmpty()) return verdict;
        keys.fetch(missing);
        return byKeysAtHand(token, candidates);
    }

    private Set<URI> missing(SignedJWT token, List<Candidate> candidates) {
        var missing = new LinkedHashSet<URI>();
        for (var candidate : candidates) {
            if (candidate.key() instanceof IssuerKey.Published(var url)
                    && keys.isMissing(url, token.getHeader().getKeyID())) missing.add(url);
        }
        return missing;
    }

    private Verdict byKeysAtHand(SignedJWT token, List<Candidate> candidates) {
        var taken = new ArrayList<Taken>();
        var wrong = EnumSet.of(Why.UNKNOWN);
        for (var candidate : candidates) {
            switch (checked(token, candidate)) {
                case Checked.Good(var claims) -> taken.add(new Taken(candidate, claims));
                case Checked.Wrong(var why) -> wrong.add(why);
            }
        }
        return taken.isEmpty() ? new Verdict.Nobody(last(wrong)) : person(taken);
    }

    /// The one that came furthest.
    private static Why last(EnumSet<Why> wrong) {
        return List.copyOf(wrong).getLast();
    }

    /// One whom any of those offices knows. That an office takes a token, too, keeps it from nobody else: only who is
    /// known to several is nobody, and nothing of that is written down.
    private Verdict person(List<Taken> taken) {
        var known = taken.stream()
                .flatMap(it -> found(it).map(user -> new Known(it, user)).stream())
                .toList();
        if (known.stream().map(Known::user).distinct().count() > 1) return new Verdict.Nobody(Why.AMBIGUOUS);
        return known.stream()
                .findFirst()
                .map(Known::by)
                .flatMap(it -> issuers.person(it.by(), it.claims().getSubject(), email(it)))
                .<Verdict>map(Verdict.Person::new)
                .orElse(new Verdict.Nobody(Why.NO_PERSON));
    }

    private record Known(Taken by, User user) {}

    private Optional<User> found(Taken taken) {
        return issuers.find(taken.by(), taken.claims().getSubject(), email(taken));
    }

    private static @Nullable EmailAddress email(Taken taken) {
        var rules = taken.by().rules();
        var isProved = rules.emailTrusted()
                || (rules.emailClaim().equals(TokenIssuers.PROVABLE_CLAIM)
                        && Boolean.TRUE.equals(taken.claims().getClaim("email_verified")));
        return isProved
                ? Claims.text(taken.claims(), rules.emailClaim())
                        .flatMap(EmailAddress::parse)
                        .orElse(null)
                : null;
    }

    private sealed interface Checked {
        record Good(JWTClaimsSet claims) implements Checked {}

        record Wrong(Why why) implements Checked {}
    }

    private Checked checked(SignedJWT token, Candidate candidate) {
        var signature = switch (candidate.key()) {
            case IssuerKey.Shared(var secret) -> Signatures.shared(token, secret);
            case IssuerKey.Published(var url) ->
                keys.atHand(url).map(set -> Signatures.published(token, set)).orElse(Signatures.Signature.NO_KEYS);
        };
        return switch (signature) {
            case WRONG -> new Checked.Wrong(Why.UNKNOWN);
            case NO_KEYS -> new Checked.Wrong(Why.KEYS_AWAY);
            case RIGHT -> claims(token, candidate);
        };
    }

    private Checked claims(SignedJWT token, Candidate candidate) {
        try {
            var claims = token.getJWTClaimsSet();
            var rules = candidate.rules();
            var wrong = Claims.wrong(claims, rules.issuer(), rules.audience(), clock);
            if (wrong.isPresent()) return new Checked.Wrong(wrong.get());
            var tenant = rules.tenant();
            var isOurs = tenant == null
                    || Claims.text(claims, tenant.name())
                            .filter(tenant.value()::equals)
                            .isPresent();
            return isOurs ? new Checked.Good(claims) : new Checked.Wrong(Why.OTHER_TENANT);
        } catch (ParseException e) {
            return new Checked.Wrong(Why.UNKNOWN);
        }
    }
}
