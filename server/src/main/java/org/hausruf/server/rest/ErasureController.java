package org.hausruf.server.rest;

import java.util.UUID;
import org.hausruf.office.UserId;
import org.hausruf.office.account.AccountServices;
import org.hausruf.office.call.Calls;
import org.hausruf.office.tenant.Branding;
import org.hausruf.server.bridge.CallRooms;
import org.hausruf.server.call.Switchboard;
import org.hausruf.server.problem.Fields;
import org.hausruf.server.signin.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// `/api/people/{id}/erase` and `/api/erasures`: the office forgets a person. For admins.
@RestController
public final class ErasureController {
    private final AccountServices accounts;
    private final Calls calls;
    private final Switchboard board;
    private final CallRooms rooms;
    private final Answers answers;
    private final Languages languages;

    public ErasureController(
            AccountServices accounts,
            Calls calls,
            Switchboard board,
            CallRooms rooms,
            Answers answers,
            Branding branding) {
        this.accounts = accounts;
        this.calls = calls;
        this.board = board;
        this.rooms = rooms;
        this.answers = answers;
        this.languages = new Languages(branding);
    }

    /// @param locale of the words that stand for the name from now on; missing: the office's language
    record AccountRequest(@Nullable String locale) {}

    record AddressRequest(@Nullable String email, @Nullable String locale) {}

    /// Who is deactivated has nothing open, unless a media server was away then: that is ended first.
    @PostMapping("/api/people/{id}/erase")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void account(SignedIn admin, @PathVariable("id") UUID id, @RequestBody AccountRequest body) {
        var fields = new Fields();
        var language = languages.named(fields, body.locale());
        fields.check();
        var person = answers.value(accounts.people().inactive(new UserId(id)));
        person.caller().run(() -> calls.live().forEach(call -> board.end(call.id())));
        answers.value(rooms.eraseAccount(person, language));
    }

    @PostMapping("/api/erasures")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void address(SignedIn admin, @RequestBody AddressRequest body) {
        var fields = new Fields();
        var email = fields.text("email", body.email());
        var language = languages.named(fields, body.locale());
        fields.check();
        answers.value(rooms.eraseAddress(email, language));
    }
}
