package org.hausruf.office.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// HTML with `{{names}}` in it. Every value is escaped, there is no other way in; a name without a value is a mistake
/// in the program. Values stand in text or in quoted attributes only. Immutable.
record Template(String html) {
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
        return NAME.matcher(html).replaceAll(found -> {
            var value = values.get(found.group(1));
            if (value == null) throw new IllegalArgumentException("no value for " + found.group(1));
            return Matcher.quoteReplacement(escaped(value));
        });
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
