package org.hausruf.server;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.hausruf.server.ApiDocument.Operation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every operation of the API's document, asked by every role, answers what `docs/roles.md` says, in the words of the
/// document. Who is refused changes nothing, and no other office, guest or stranger is told anything of the office.
class RoleTableTest {
    private static final ApiDocument DOCUMENT = new ApiDocument();
    private static final RoleTable TABLE = RoleTable.read();

    private static RoleCast cast;

    @BeforeAll
    static void start() {
        cast = new RoleCast();
    }

    @AfterAll
    static void stop() {
        cast.close();
    }

    static Stream<Operation> operations() {
        return DOCUMENT.operations().stream();
    }

    @Test
    void theTableHasARowForEveryOperationAndNoOther() {
        assertThat(TABLE.operations())
                .as("rows of docs/roles.md, and operations of openapi.json")
                .containsExactlyInAnyOrderElementsOf(
                        operations().map(Operation::toString).toList());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyRoleGetsTheAnswerOfTheTable(Operation operation) {
        var row = TABLE.row(operation);
        var refused = Arrays.stream(Role.values())
                .filter(role -> RoleTable.isRefusal(row.getOrDefault(role, "200")))
                .toList();
        var seen = new EnumMap<Role, String>(Role.class);
        try {
            seen.putAll(askTogether(operation, refused));
            for (var role : Role.values()) {
                if (!refused.contains(role)) seen.putAll(askTogether(operation, List.of(role)));
            }
        } finally {
            if (operation.id().equals("signOut")) cast.signInAnew();
            if (operation.path().startsWith("/api/account/")) cast.forgetFactors();
        }

        assertThat(RoleTable.line(operation, seen))
                .as("the row of docs/roles.md, and as it is")
                .isEqualTo(RoleTable.line(operation, row));
    }

    static Stream<Operation> operationsOfNobody() {
        return operations().filter(it -> TABLE.row(it).values().stream().allMatch(cell -> cell.startsWith("4")));
    }

    /// So that every operation of the document has succeeded here, each with its example.
    @ParameterizedTest
    @MethodSource("operationsOfNobody")
    void whatTheTableRefusesToAllSucceedsWhereItHasItsPlace(Operation operation) {
        var answer = new Elsewhere(cast).ask(operation);

        assertThat(answer.status()).as("%s: %s", operation, answer.body()).isEqualTo(operation.status());
        var schema = operation.schemaOf(answer.status());
        if (!schema.isEmpty())
            assertThat(DOCUMENT.wrong(schema, answer.body(), operation.toString()))
                    .isEmpty();
        else assertThat(answer.body().isEmpty()).as("%s", answer.body()).isTrue();
    }

    @Test
    void whatChangesSomethingTakesNoOtherPagesWord() {
        var owner = cast.server().ben().with("X-CSRF-Token", "0".repeat(64));
        var elsewhere = cast.server().ben().with("Origin", "https://elsewhere.example");
        cast.awaitMails();
        var rows = cast.rows().digests();

        for (var operation : DOCUMENT.operations()) {
            if (operation.method().equals("GET") || !operation.path().startsWith("/api/")) continue;
            var target = operation.path().replaceAll("\\{[^}]*}", cast.tenant());
            assertThat(elsewhere.send(operation.method(), target, noBody()).code())
                    .as("%s from a page elsewhere", operation)
                    .isEqualTo("origin-not-allowed");
            if (operation.definition().has("security")) continue; // needs no cookie
            assertThat(owner.send(operation.method(), target, noBody()).code())
                    .as("%s without the session's token", operation)
                    .isEqualTo("csrf");
        }

        assertThat(cast.rows().digests()).as("the office's rows").isEqualTo(rows);
    }

    /// About the same things, one after the other: who is let in comes alone.
    private static Map<Role, String> askTogether(Operation operation, List<Role> roles) {
        var seen = new EnumMap<Role, String>(Role.class);
        try (var things = new RoleThings(cast)) {
            var requests = new RoleRequests(cast, things);
            var ready = new EnumMap<Role, RoleRequests.Request>(Role.class);
            for (var role : roles) ready.put(role, requests.request(operation, role));
            var isWatched = roles.size() != 1 || !mayChange(roles.getFirst());
            cast.awaitMails();
            var before = isWatched ? cast.rows().digests() : Map.<String, String>of();
            var changes = !isWatched;
            for (var role : roles) {
                var answer = Objects.requireNonNull(ready.get(role)).send();
                seen.put(role, RoleTable.cell(answer));
                changes |= mayChange(role) && answer.status() < 300;
                checkWords(operation, role, answer);
                checkSecrecy(operation, role, answer);
            }
            if (!changes) {
                assertThat(cast.rows().digests())
                        .as("%s by %s changed the office's rows", operation, roles)
                        .isEqualTo(before);
            }
        }
        return seen;
    }

    private static boolean mayChange(Role role) {
        return role.isOfTheOffice() || role == Role.GUEST || role == Role.KEY;
    }

    private static void checkWords(Operation operation, Role role, Client.Answer answer) {
        var who = operation + " by " + role;
        assertThat(answer.status()).as(who).isLessThan(500);
        var documented = operation.definition().path("responses").path(Integer.toString(answer.status()));
        if (answer.status() < 300)
            assertThat(documented.isMissingNode()).as(who).isFalse();
        if (answer.status() >= 400 && !documented.isMissingNode()) {
            assertThat(documented.path("description").asString()).as(who).contains("`" + answer.code() + "`");
        }
        var schema = operation.schemaOf(answer.status());
        if (!schema.isEmpty())
            assertThat(DOCUMENT.wrong(schema, answer.body(), who)).isEmpty();
    }

    /// What the office says of itself gets to its own people, to the guest who is let in, and to its own program.
    private static void checkSecrecy(Operation operation, Role role, Client.Answer answer) {
        if (mayChange(role) && (role.isOfTheOffice() || answer.status() < 300)) return;
        var told = answer.body().toString().toLowerCase(Locale.ROOT);
        assertThat(told).as("%s by %s", operation, role).doesNotContain(RoleCast.MARK.toLowerCase(Locale.ROOT));
        if (!operation.tag().equals("Documentation")) {
            assertThat(told).as("%s by %s", operation, role).doesNotContain("@sot.example");
        }
    }
}
