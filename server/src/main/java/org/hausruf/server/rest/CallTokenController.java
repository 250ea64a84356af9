package org.hausruf.server.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.UserId;
import org.hausruf.office.user.CallTokens;
import org.hausruf.office.user.CallTokens.Person;
import org.hausruf.server.problem.Fields;
import org.hausruf.server.problem.Problem;
import org.hausruf.server.signin.KeyGate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// `/api/tokens`: a program of the office gets a token for one of its people, for calls alone.
@RestController
@RequestMapping("/api/tokens")
public final class CallTokenController {
    private final CallTokens tokens;
    private final KeyGate gate;
    private final Answers answers;

    public CallTokenController(CallTokens tokens, KeyGate gate, Answers answers) {
        this.tokens = tokens;
        this.gate = gate;
        this.answers = answers;
    }

    record TokenRequest(@Nullable String email, @Nullable String userId) {
        Person person() {
            if ((email == null) == (userId == null))
                throw Problem.invalid("email", "names nobody", "exactly one of email and userId")
                        .exception();
            if (email != null)
                return new Person.WithEmail(EmailAddress.parse(email)
                        .orElseThrow(() -> Problem.invalid("email", "is no address", EmailAddress.ALLOWED)
                                .exception()));
            var fields = new Fields();
            var id = fields.id("userId", userId);
            fields.check();
            return new Person.WithId(new UserId(id));
        }
    }

    record PersonView(String id, String email, String displayName) {}

    record TokenView(String token, Instant expiresAt, PersonView user) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    TokenView token(HttpServletRequest request, @RequestBody TokenRequest body) {
        var holder = gate.holder(request);
        var made = answers.value(tokens.issue(holder.key(), holder.tenant(), body.person()));
        var user = made.user();
        var person = new PersonView(user.id().toString(), user.email().value(), user.displayName());
        return new TokenView(made.token().value(), made.expiresAt(), person);
    }
}
