package org.hausruf.server.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Optional;

/// A JDBC address taken apart, so that the password stands in no address that might be printed.
///
/// @param url without user and password
public record DatabaseUrl(String url, String user, String password) {
    static Optional<DatabaseUrl> parse(String value) {
        if (!value.matches("jdbc:postgresql://[^/\\s]+/[^?\\s]+\\?\\S*")) return Optional.empty();
        var question = value.indexOf('?');
        var rest = new ArrayList<String>();
        var user = "";
        var password = "";
        for (var parameter : value.substring(question + 1).split("&", -1)) {
            if (parameter.startsWith("user=")) user = decoded(parameter.substring("user=".length()));
            else if (parameter.startsWith("password=")) password = decoded(parameter.substring("password=".length()));
            else if (!parameter.isEmpty()) rest.add(parameter);
        }
        if (user.isEmpty()) return Optional.empty();
        var url = value.substring(0, question) + (rest.isEmpty() ? "" : "?" + String.join("&", rest));
        return Optional.of(new DatabaseUrl(url, user, password));
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    @Override
    public String toString() {
        return user + "@" + url;
    }
}
