package org.hausruf.office.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// HTML with `{{names}}` in it. Every value is escaped, there is no other way in; a name without a value is a mistake
/// in the program. Values stand in text or in quoted attributes only. What stands between `{{#name}}` and `{{/name}}`
/// is there when the value is not empty, between `{{^name}}` and `{{/name}}` when it is. Immutable.
record Template(String html) {
    private static final Pattern PART = Pattern.compile("(?s)\\{\\{([#^])([a-zA-Z]+)}}(.*?)\\{\\{/\\2}}");
    private static final Pattern NAME = Pattern.compile("\\{\\{([a-zA-Z]+)}}");

    static Template resource(String name) {
        try (var stream = Template.class.getResourceAsStream(name)) {
            if (stream == null) throw new IllegalStateException("no template " + name);
            return new Template(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException("template " + name, broken);
        }
    }

    String filledWith(Map<String, String> values) {
        var parts = PART.matcher(html).replaceAll(found -> {
            var isThere = !value(values, found.group(2)).isEmpty();
            return isThere == found.group(1).equals("#") ? Matcher.quoteReplacement(found.group(3)) : "";
        });
        return NAME.matcher(parts)
                .replaceAll(found -> Matcher.quoteReplacement(escaped(value(values, found.group(1)))));
    }

    private static String value(Map<String, String> values, String name) {
        var value = values.get(name);
        if (value == null) throw new IllegalArgumentException("no value for " + name);
        return value;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
