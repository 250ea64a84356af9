package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hausruf.server.ApiDocument.Operation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whoever reads the API's document sees what an answer looks like: every one of success has an example beside it,
/// which is as its schema says and holds nobody's secret.
class AnswerExamplesTest {
    private static final ApiDocument DOCUMENT = new ApiDocument();

    /// Members whose values open something: in an example they are left out by an ellipsis.
    private static final Set<String> SECRET =
            Set.of("token", "hostToken", "guestToken", "accessToken", "csrfToken", "secret", "recoveryCodes", "uri");

    private static final Pattern LOOKS_SECRET = Pattern.compile("[A-Za-z0-9_-]{40,}|(hrk|whsec)_[A-Za-z0-9]");
    private static final Pattern ROOM = Pattern.compile("[0-9a-f-]{36}-[0-9a-f-]{36}");

    static Stream<Operation> operations() {
        return DOCUMENT.operations().stream();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anAnswerHasAnExampleThatIsAsItsSchemaSays(Operation operation) {
        for (var response : operation.definition().path("responses").properties()) {
            var answer = response.getValue().at("/content/application~1json");
            if (answer.isMissingNode()) continue;
            var where = operation + " " + response.getKey();

            assertThat(answer.has("example")).as(where).isTrue();
            assertThat(DOCUMENT.wrong(answer.path("schema"), answer.path("example"), where))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void noExampleOfAnAnswerHoldsASecret(Operation operation) {
        for (var response : operation.definition().path("responses").values()) {
            var example = response.at("/content/application~1json/example");
            for (var name : SECRET) {
                for (var value : example.findValues(name)) {
                    if (!value.isNull())
                        assertThat(value.toString())
                                .as("%s %s", operation, name)
                                .contains("…");
                }
            }
            var text = ROOM.matcher(example.toString()).replaceAll("");
            assertThat(LOOKS_SECRET.matcher(text).results().map(it -> it.group()))
                    .as(operation.toString())
                    .isEmpty();
        }
    }
}
