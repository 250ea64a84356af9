package org.hausruf.server.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
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

    private Verdict verdict(SignedJWT token, List<Candidate> candidates) {
        var taken = new ArrayList<Taken>();
        var wrong = EnumSet.noneOf(Why.class);
        wrong.add(Why.UNKNOWN);
        for (var candidate : candidates) {
            switch (checked(token, candidate)) {
                case Checked.Good(var claims) -> taken.add(new Taken(candidate, claims));
                case Checked.Wrong(var why) -> wrong.add(why);
            }
        }
        if (taken.isEmpty()) return new Verdict.Nobody(last(wrong));
        return person(ofOneOffice(taken));
    }

    /// The one that came furthest.
    private static Why last(EnumSet<Why> wrong) {
        return List.copyOf(wrong).getLast();
    }

    /// If several offices take it, those count that say by which claim they are meant. So nobody takes an office its
    /// tokens away by naming its issuer, too: if even the claim is the same, the person is of one office alone.
    private static List<Taken> ofOneOffice(List<Taken> taken) {
        if (offices(taken) == 1) return taken;
        return taken.stream().filter(it -> it.by().rules().tenant() != null).toList();
    }

    private static long offices(List<Taken> taken) {
        return taken.stream().map(it -> it.by().tenant()).distinct().count();
    }

    private Verdict person(List<Taken> taken) {
        if (taken.isEmpty()) return new Verdict.Nobody(Why.AMBIGUOUS);
        var people = taken.stream()
                .map(it -> person(it).orElse(null))
                .filter(it -> it != null)
                .distinct()
                .toList();
        if (people.isEmpty()) return new Verdict.Nobody(Why.NO_PERSON);
        return people.size() == 1 ? new Verdict.Person(people.getFirst()) : new Verdict.Nobody(Why.AMBIGUOUS);
    }

    private Optional<User> person(Taken taken) {
        return issuers.person(taken.by(), taken.claims().getSubject(), email(taken));
    }

    private static @Nullable EmailAddress email(Taken taken) {
        var rules = taken.by().rules();
        var proved = rules.emailTrusted() || Boolean.TRUE.equals(taken.claims().getClaim("email_verified"));
        return proved
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
                keys.at(url, token.getHeader().getKeyID())
                        .map(set -> Signatures.published(token, set))
                        .orElse(Signatures.Signature.NO_KEYS);
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
