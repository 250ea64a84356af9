package org.hausruf.server.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneId;
import org.hausruf.office.Language;
import org.hausruf.office.Secret;
import org.hausruf.office.TimeZones;
import org.hausruf.office.account.SetUp;
import org.hausruf.server.problem.Fields;
import org.hausruf.server.rest.SignIns.SessionView;
import org.hausruf.server.signin.LinkGate;
import org.hausruf.server.signin.SetUpLink;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// `/api/setup`: the first office of an installation, by the link that the start prints.
@RestController
@RequestMapping("/api/setup")
public final class SetUpController {
    private final SetUpLink link;
    private final SignIns signIns;
    private final Answers answers;
    private final LinkGate gate;

    public SetUpController(SetUpLink link, SignIns signIns, Answers answers, LinkGate gate) {
        this.link = link;
        this.signIns = signIns;
        this.answers = answers;
        this.gate = gate;
    }

    record TokenRequest(@Nullable String token) {}

    /// @param timeZone of the office; the server's own if none is named
    /// @param language of its mails; German if none is named
    record SetUpRequest(
            @Nullable String token,
            @Nullable String officeName,
            @Nullable String displayName,
            @Nullable String email,
            @Nullable String password,
            @Nullable String timeZone,
            @Nullable String language) {}

    @PostMapping("/preview")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void preview(@RequestBody TokenRequest body, HttpServletRequest request) {
        gate.count(request);
        var fields = new Fields();
        var token = new Secret(fields.text("token", body.token()));
        fields.check();
        answers.value(link.opens(token));
    }

    @PostMapping
    ResponseEntity<SessionView> setUp(@RequestBody SetUpRequest body, HttpServletRequest request) {
        gate.count(request);
        var fields = new Fields();
        var token = new Secret(fields.text("token", body.token()));
        var office = fields.text("officeName", body.officeName());
        var name = fields.text("displayName", body.displayName());
        var email = fields.text("email", body.email());
        var password = fields.text("password", body.password());
        var language = fields.word("language", body.language(), Language.tags()).map(Language::ofTag);
        fields.check();
        var wanted =
                new SetUp.First(office, name, email, password, zone(body.timeZone()), language.orElse(Language.DE));
        return signIns.byLink(answers.value(link.use(token, wanted)), request);
    }

    private ZoneId zone(@Nullable String name) {
        return name == null ? ZoneId.systemDefault() : answers.value(TimeZones.parse("timeZone", name));
    }
}
