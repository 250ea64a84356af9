package org.hausruf.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hausruf.server.ApiDocument.Operation;
import org.hausruf.server.problem.ProblemCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Holds the API's document against the program: its routes, its codes, and what it answers to the document's own
/// examples.
class OpenApiTest {
    private static final ApiDocument DOCUMENT = new ApiDocument();
    /// What a media server or a mail service calls is no part of the API.
    private static final Set<String> NOT_FOR_CLIENTS =
            Set.of("POST /api/livekit/webhook", "POST /api/mail/resend-webhook");

    private static TestServer server;
    private static Client anna;
    private static Client ben;

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of());
        anna = server.anna();
        ben = server.ben();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyRouteIsInTheDocumentAndNothingElse() {
        var documented = DOCUMENT.operations().stream()
                .map(it -> it.method() + " " + anyNames(it.path()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(documented).containsExactlyInAnyOrderElementsOf(routes());
    }

    private static Set<String> routes() {
        var routes = new TreeSet<String>();
        var classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.hausruf.server");
        for (JavaClass controller : classes) {
            if (controller.isAnnotatedWith(RestController.class)) routes.addAll(routes(controller.reflect()));
        }
        routes.removeIf(it -> !it.contains(" /api/") && !it.contains(" /functions/"));
        routes.removeAll(NOT_FOR_CLIENTS);
        return routes;
    }

    private static Set<String> routes(Class<?> controller) {
        var above = AnnotatedElementUtils.findMergedAnnotation(controller, RequestMapping.class);
        var prefixes = above == null ? new String[] {""} : above.path();
        var routes = new TreeSet<String>();
        for (var method : controller.getDeclaredMethods()) {
            var mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
            if (mapping == null) continue;
            var paths = mapping.path().length == 0 ? new String[] {""} : mapping.path();
            for (var verb : mapping.method()) {
                for (var prefix : prefixes) {
                    for (var path : paths) routes.add(verb + " " + anyNames(prefix + path));
                }
            }
        }
        return routes;
    }

    private static String anyNames(String path) {
        return path.replaceAll("\\{[^}]*}", "{}");
    }

    @Test
    void everyProblemCodeIsInTheDocument() {
        var codes = Arrays.stream(ProblemCode.values())
                .map(it -> it.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();

        var documented = DOCUMENT.root().at("/components/schemas/Problem/properties/code/enum").values().stream()
                .map(JsonNode::asString)
                .toList();

        assertThat(documented).containsExactlyInAnyOrderElementsOf(codes);
        for (var operation : DOCUMENT.operations()) {
            for (var response : operation.definition().path("responses").properties()) {
                if (!response.getKey().startsWith("4") && !response.getKey().startsWith("5")) continue;
                var named = Pattern.compile("`([a-z-]+)`")
                        .matcher(response.getValue().path("description").asString());
                while (named.find()) assertThat(codes).as(operation.toString()).contains(named.group(1));
            }
        }
    }

    @Test
    void theDocumentHoldsTogether() {
        assertThat(DOCUMENT.root().path("openapi").asString()).isEqualTo("3.1.0");
        assertThat(DOCUMENT.operations()).extracting(Operation::id).doesNotHaveDuplicates();
        for (var reference : DOCUMENT.root().findValues("$ref")) {
            var at = reference.asString().substring(1);
            assertThat(DOCUMENT.root().at(at).isMissingNode()).as(at).isFalse();
        }
        for (var operation : DOCUMENT.operations()) {
            var body = operation.body();
            if (body.isMissingNode()) continue;
            assertThat(DOCUMENT.wrong(body.path("schema"), body.path("example"), operation.toString()))
                    .isEmpty();
        }
        var event = DOCUMENT.root().at("/webhooks/call/post/requestBody/content/application~1json");
        assertThat(DOCUMENT.wrong(event.path("schema"), event.path("example"), "event"))
                .isEmpty();
    }

    /// Of these, every answer has an example.
    @Test
    void whatIsWrongIsSeen() {
        var schema = DOCUMENT.root().at("/components/schemas/CallSettings");
        var right = (ObjectNode) DOCUMENT.operations("Calls").stream()
                .filter(it -> it.id().equals("changeCallSettings"))
                .findFirst()
                .orElseThrow()
                .body()
                .path("example");

        assertThat(DOCUMENT.wrong(schema, right, "it")).isEmpty();
        assertThat(DOCUMENT.wrong(schema, right.deepCopy().put("more", 1), "it"))
                .containsExactly("it.more is not documented");
        assertThat(DOCUMENT.wrong(schema, right.deepCopy().put("ringSeconds", "x"), "it"))
                .hasSize(1);
        assertThat(DOCUMENT.wrong(schema, right.deepCopy().without("ringSeconds"), "it"))
                .containsExactly("it.ringSeconds is missing");
    }

    static Stream<Operation> ofCalls() {
        return DOCUMENT.operations("Calls").stream();
    }

    @ParameterizedTest
    @MethodSource("ofCalls")
    void anOperationOfCallsDoesWhatItsExampleSays(Operation operation) {
        endAll();
        var call = needsCall(operation) ? ring() : null;
        var who = List.of("acceptCall", "declineCall").contains(operation.id()) ? ben : anna;

        var answer = ask(operation, who, call);

        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(operation.status());
        var schema = operation.schemaOf(answer.status());
        if (!schema.isEmpty())
            assertThat(DOCUMENT.wrong(schema, answer.body(), operation.id())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("ofCalls")
    void anOperationOfCallsRefusesWhoHasNotSignedIn(Operation operation) {
        var answer = ask(operation, server.visitor(), null);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(operation.definition().at("/responses/401/description").asString())
                .contains(answer.code());
        assertThat(DOCUMENT.wrong(operation.schemaOf(401), answer.body(), operation.id()))
                .isEmpty();
    }

    private static boolean needsCall(Operation operation) {
        return !List.of("ring", "callSettings", "changeCallSettings").contains(operation.id()) && !isOfBook(operation);
    }

    private static boolean isOfBook(Operation operation) {
        return operation.path().startsWith("/api/contacts");
    }

    private static JsonNode ring() {
        var rung = anna.post("/api/calls", Map.of("toUserId", CallSocketTest.id(ben)));
        assertThat(rung.status()).as("%s", rung.body()).isEqualTo(201);
        return rung.body().path("call");
    }

    private static void endAll() {
        for (var call : anna.get("/api/calls/live").items()) {
            anna.post("/api/calls/" + call.path("id").asString() + "/end");
        }
    }

    /// With the document's own examples, but for the ids of things that are not there.
    private static Client.Answer ask(Operation operation, Client who, @Nullable JsonNode call) {
        var path = operation.path();
        var query = new ArrayList<String>();
        for (var parameter : operation.definition().path("parameters")) {
            var name = parameter.path("name").asString();
            var value = URLEncoder.encode(
                    real(operation, name, parameter.path("example").asString(), call), UTF_8);
            if (parameter.path("in").asString().equals("path")) path = path.replace("{" + name + "}", value);
            else query.add(name + "=" + value);
        }
        var body = operation.body().path("example").deepCopy();
        if (body instanceof ObjectNode members) {
            for (var member : List.copyOf(members.properties())) {
                if (member.getValue().isString()) {
                    members.put(
                            member.getKey(),
                            real(operation, member.getKey(), member.getValue().asString(), call));
                }
            }
        }
        var target = query.isEmpty() ? path : path + "?" + String.join("&", query);
        who.with("Content-Type", "application/json");
        return who.send(
                operation.method(),
                target,
                body.isMissingNode() ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
    }

    private static String real(Operation operation, String name, String example, @Nullable JsonNode call) {
        if (name.equals("id") && isOfBook(operation))
            return anna.post("/api/contacts", Map.of("name", "Somebody"))
                    .body()
                    .at("/contact/id")
                    .asString();
        return switch (name) {
            case "toUserId", "with" -> CallSocketTest.id(ben);
            case "id", "callId" -> call == null ? example : call.path("id").asString();
            case "roomName" -> call == null ? example : call.path("roomName").asString();
            case "cursor" ->
                operation.id().equals("contacts")
                        ? anna.get("/api/contacts")
                                .items()
                                .getFirst()
                                .path("id")
                                .asString()
                        : example;
            default -> example;
        };
    }

    @Test
    void thePageShowsAllOfItAndLinksNowhereElse() {
        var answer = server.visitor().get("/api/docs");
        var page = answer.body().asString();

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html;charset=utf-8");
        for (var operation : DOCUMENT.operations()) {
            assertThat(page).contains("id=\"" + operation.id() + "\"", operation.toString());
        }
        var links = Pattern.compile("href=\"([^\"]*)\"").matcher(page);
        while (links.find()) {
            var link = links.group(1);
            if (link.startsWith("#")) assertThat(page).contains("id=\"" + link.substring(1) + "\"");
            else assertThat(server.visitor().get(link).status()).as(link).isEqualTo(200);
        }
        assertThat(page).doesNotContain("<script", "src=", "style=", "//cdn");
    }

    @Test
    void theDocumentIsServedToAnybody() {
        var answer = server.visitor().get("/api/openapi.json");

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body()).isEqualTo(DOCUMENT.root());
    }
}
