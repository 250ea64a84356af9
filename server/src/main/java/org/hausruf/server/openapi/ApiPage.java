package org.hausruf.server.openapi;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;

/// An OpenAPI document as one HTML page, without a script: what there is, what it takes, what comes back. Knows as much
/// of OpenAPI as our document uses. Confined to one thread.
final class ApiPage {
    private static final String SCHEMA = "#/components/schemas/";

    private final JsonNode document;
    private final StringBuilder html = new StringBuilder();

    ApiPage(JsonNode document) {
        this.document = document;
    }

    String html() {
        html.setLength(0);
        var title = text(document.at("/info/title")) + " API";
        add("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">");
        add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>%s</title>", title);
        add("<link rel=\"stylesheet\" href=\"/api.css\"></head><body><header><h1>%s</h1>", title);
        add("<p>%s</p>", text(document.at("/info/description")));
        add("<p>For programs: <a href=\"/api/openapi.json\">openapi.json</a></p></header>");
        contents();
        add("<main>");
        document.path("tags").forEach(this::section);
        schemas();
        add("</main></body></html>");
        return html.toString();
    }

    private void contents() {
        add("<nav aria-label=\"Contents\"><ul>");
        document.path("tags").forEach(tag -> {
            var name = text(tag.path("name"));
            add("<li><a href=\"#%s\">%s</a></li>", anchor(name), name);
        });
        add("<li><a href=\"#schemas\">Schemas</a></li></ul></nav>");
    }

    private void section(JsonNode tag) {
        var name = text(tag.path("name"));
        add(
                "<section aria-labelledby=\"%s\"><h2 id=\"%s\">%s</h2><p>%s</p>",
                anchor(name), anchor(name), name, text(tag.path("description")));
        operations(document.path("paths"), tag.path("name").asString(), "");
        operations(document.path("webhooks"), tag.path("name").asString(), "webhook ");
        add("</section>");
    }

    private void operations(JsonNode paths, String tag, String prefix) {
        for (var path : paths.properties()) {
            for (var method : path.getValue().properties()) {
                if (!tag.equals(method.getValue().path("tags").path(0).asString())) continue;
                var name = prefix + method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
                operation(HtmlUtils.htmlEscape(name), method.getValue());
            }
        }
    }

    private void operation(String name, JsonNode operation) {
        add(
                "<article><h3 id=\"%s\"><code>%s</code> %s</h3>",
                text(operation.path("operationId")), name, text(operation.path("summary")));
        if (operation.has("description")) add("<p>%s</p>", text(operation.path("description")));
        parameters(operation.path("parameters"));
        var body = operation.at("/requestBody/content/application~1json");
        if (!body.isMissingNode()) {
            add("<h4>Body: %s</h4>", type(body.path("schema")));
            add(
                    "<pre tabindex=\"0\">%s</pre>",
                    HtmlUtils.htmlEscape(body.path("example").toPrettyString()));
        }
        answers(operation.path("responses"));
        add("</article>");
    }

    private void parameters(JsonNode parameters) {
        if (parameters.isEmpty()) return;
        add("<table><thead><tr><th>Parameter</th><th>In</th><th>Type</th><th>For example</th></tr></thead><tbody>");
        for (var it : parameters) {
            add(
                    "<tr><td><code>%s</code></td><td>%s</td><td>%s</td><td><code>%s</code></td></tr>",
                    text(it.path("name")), text(it.path("in")), described(it.path("schema")), text(it.path("example")));
        }
        add("</tbody></table>");
    }

    private void answers(JsonNode responses) {
        add("<table><thead><tr><th>Answer</th><th>Meaning</th><th>Body</th></tr></thead><tbody>");
        for (var response : responses.properties()) {
            if (response.getValue().has("$ref")) continue; // what every operation may answer
            var content = response.getValue().path("content");
            var body = content.isEmpty()
                    ? ""
                    : type(content.values().iterator().next().path("schema"));
            add(
                    "<tr><td>%s</td><td>%s</td><td>%s</td></tr>",
                    HtmlUtils.htmlEscape(response.getKey()),
                    text(response.getValue().path("description")),
                    body);
        }
        add("</tbody></table>");
        for (var response : responses.properties()) answered(response.getKey(), response.getValue());
    }

    private void answered(String status, JsonNode response) {
        var example = response.at("/content/application~1json/example");
        if (example.isMissingNode()) return;
        add("<h4>Answer %s, for example</h4>", HtmlUtils.htmlEscape(status));
        add("<pre tabindex=\"0\">%s</pre>", HtmlUtils.htmlEscape(example.toPrettyString()));
    }

    private void schemas() {
        add("<section aria-labelledby=\"schemas\"><h2 id=\"schemas\">Schemas</h2>");
        for (Map.Entry<String, JsonNode> schema :
                document.at("/components/schemas").properties()) {
            var name = HtmlUtils.htmlEscape(schema.getKey());
            add("<article><h3 id=\"%s\">%s</h3>", name, name);
            if (schema.getValue().has("description"))
                add("<p>%s</p>", text(schema.getValue().path("description")));
            add("<table><thead><tr><th>Member</th><th>Type</th></tr></thead><tbody>");
            for (var member : schema.getValue().path("properties").properties()) {
                add(
                        "<tr><td><code>%s</code></td><td>%s</td></tr>",
                        HtmlUtils.htmlEscape(member.getKey()), described(member.getValue()));
            }
            add("</tbody></table></article>");
        }
        add("</section>");
    }

    private String described(JsonNode schema) {
        return schema.has("description") ? type(schema) + ": " + text(schema.path("description")) : type(schema);
    }

    /// In a few words, with a link to what has a name.
    private String type(JsonNode schema) {
        var ref = schema.path("$ref").asString("");
        if (ref.startsWith(SCHEMA)) {
            var name = HtmlUtils.htmlEscape(ref.substring(SCHEMA.length()));
            return "<a href=\"#" + name + "\">" + name + "</a>";
        }
        if (schema.has("oneOf")) {
            return schema.path("oneOf").values().stream().map(this::type).collect(Collectors.joining(" or "));
        }
        if (schema.has("enum")) return text(schema.path("enum"));
        if (schema.has("items")) return "list of " + type(schema.path("items"));
        if (schema.path("properties").isEmpty() || schema.path("type").isArray()) return plain(schema);
        var members = new StringBuilder();
        for (var member : schema.path("properties").properties()) {
            members.append(members.isEmpty() ? "{" : ", ")
                    .append(HtmlUtils.htmlEscape(member.getKey()))
                    .append(": ")
                    .append(type(member.getValue()));
        }
        return members.append('}').toString();
    }

    private static String plain(JsonNode schema) {
        var type = text(schema.path("type"));
        return schema.has("format") ? type + " (" + text(schema.path("format")) + ")" : type;
    }

    private static String text(JsonNode node) {
        if (node.isArray()) {
            var words = new StringBuilder();
            node.forEach(it -> words.append(words.isEmpty() ? "" : " or ").append(text(it)));
            return words.toString();
        }
        var escaped = HtmlUtils.htmlEscape(node.isNull() ? "null" : node.asString(""));
        return escaped.replaceAll("`([^`]*)`", "<code>$1</code>");
    }

    private static String anchor(String name) {
        return "part-" + name.replace(' ', '-');
    }

    /// @param values as HTML, each for one `%s`
    private void add(String markup, String... values) {
        var parts = markup.split("%s", -1);
        for (int i = 0; i < parts.length; i++) {
            html.append(parts[i]);
            if (i < values.length) html.append(values[i]);
        }
    }
}
