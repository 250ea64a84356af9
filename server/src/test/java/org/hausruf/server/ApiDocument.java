package org.hausruf.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The API's document as the tests read it, and as much of JSON Schema as it uses.
final class ApiDocument {
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

    private final JsonNode document;

    ApiDocument() {
        try (var text = new ClassPathResource("org/hausruf/server/openapi/openapi.json").getInputStream()) {
            document = new JsonMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One thing that can be asked for.
    record Operation(String method, String path, JsonNode definition) {
        String id() {
            return definition.path("operationId").asString();
        }

        String tag() {
            return definition.path("tags").path(0).asString();
        }

        boolean isPublic() {
            return definition.has("security") && definition.path("security").isEmpty();
        }

        /// The status of success.
        int status() {
            return definition.path("responses").propertyNames().stream()
                    .filter(it -> it.startsWith("2"))
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElseThrow();
        }

        JsonNode schemaOf(int status) {
            var content =
                    definition.path("responses").path(Integer.toString(status)).path("content");
            return content.isEmpty()
                    ? content
                    : content.values().iterator().next().path("schema");
        }

        JsonNode body() {
            return definition.at("/requestBody/content/application~1json");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    JsonNode root() {
        return document;
    }

    List<Operation> operations() {
        var all = new ArrayList<Operation>();
        for (var path : document.path("paths").properties()) {
            for (var method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey())) {
                    all.add(new Operation(method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue()));
                }
            }
        }
        return all;
    }

    List<Operation> operations(String tag) {
        return operations().stream().filter(it -> it.tag().equals(tag)).toList();
    }

    /// What of a value is not as the schema says; a member that the schema does not know is wrong, too.
    List<String> wrong(JsonNode schema, JsonNode value, String where) {
        if (schema.has("$ref")) return wrong(referenced(schema), value, where);
        var types = schema.path("type").isArray() ? schema.path("type").values() : List.of(schema.path("type"));
        if (types.stream().noneMatch(type -> isOf(type.asString(), value))) {
            return List.of(where + " is no " + schema.path("type") + ": " + value);
        }
        var wrong = new ArrayList<String>();
        if (schema.has("enum") && !schema.path("enum").values().contains(value)) {
            wrong.add(where + " is not in the list: " + value);
        }
        if (value.isString() && !isFormatted(schema.path("format").asString(""), value.asString())) {
            wrong.add(where + " is no " + schema.path("format").asString() + ": " + value);
        }
        if (value.isObject() && schema.has("properties")) wrong.addAll(wrongMembers(schema, value, where));
        value.values().forEach(item -> {
            if (value.isArray()) wrong.addAll(wrong(schema.path("items"), item, where + "[]"));
        });
        return wrong;
    }

    private List<String> wrongMembers(JsonNode schema, JsonNode value, String where) {
        var wrong = new ArrayList<String>();
        schema.path("required").forEach(name -> {
            if (!value.has(name.asString())) wrong.add(where + "." + name.asString() + " is missing");
        });
        for (var member : value.properties()) {
            var its = schema.path("properties").path(member.getKey());
            var here = where + "." + member.getKey();
            if (its.isMissingNode()) wrong.add(here + " is not documented");
            else wrong.addAll(wrong(its, member.getValue(), here));
        }
        return wrong;
    }

    JsonNode referenced(JsonNode reference) {
        return document.at(reference.path("$ref").asString().substring(1));
    }

    private static boolean isOf(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> false;
        };
    }

    private static boolean isFormatted(String format, String text) {
        try {
            return switch (format) {
                case "uuid" -> UUID.fromString(text).toString().equals(text);
                case "date-time" -> Instant.parse(text).isAfter(Instant.EPOCH);
                default -> true;
            };
        } catch (DateTimeException | IllegalArgumentException e) {
            return false;
        }
    }
}
