package org.hausruf.office;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A mail address as people have them: `local@domain.tld`, ASCII, one line. Lower case throughout, because it is also
/// the identity of a person in a call, and nobody is two people for a capital letter.
///
/// Narrower than RFC 5321 §4.1.2 on purpose: no quoted local parts, no address literals, no comments, so that nothing
/// in it can end a header or a command of SMTP.
public record EmailAddress(String value) {
    /// RFC 5321 §4.5.3.1.3: a path has at most 256 octets with its angle brackets.
    public static final int MAX_LENGTH = 254;

    /// What a refusal tells the person who typed something else.
    public static final String ALLOWED = "one address like name@example.com, at most " + MAX_LENGTH + " characters";

    private static final int MAX_LOCAL_LENGTH = 64;
    private static final Pattern SHAPE =
            Pattern.compile("[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
                    + "@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])");

    public EmailAddress {
        if (!isOne(value)) throw new IllegalArgumentException("not a mail address");
    }

    /// Reads what a person typed; blanks around it are forgiven, line breaks are not.
    public static Optional<EmailAddress> parse(String typed) {
        var stripped = stripBlanks(typed);
        if (!Text.isAscii(stripped)) return Optional.empty(); // first: the small letter of the Kelvin sign is a plain k
        var lower = stripped.toLowerCase(Locale.ROOT);
        return isOne(lower) ? Optional.of(new EmailAddress(lower)) : Optional.empty();
    }

    private static String stripBlanks(String typed) {
        return typed.length() > MAX_LENGTH * 2 || typed.lines().count() > 1 ? typed : typed.replaceAll("^ +| +$", "");
    }

    private static boolean isOne(String value) {
        return value.length() <= MAX_LENGTH
                && value.indexOf('@') <= MAX_LOCAL_LENGTH
                && SHAPE.matcher(value).matches();
    }

    /// Only where an address is really sent or stored; logs name ids.
    @Override
    public String toString() {
        return value;
    }
}
