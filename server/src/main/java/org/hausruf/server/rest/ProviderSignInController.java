package org.hausruf.server.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.Secret;
import org.hausruf.office.SignInProviderId;
import org.hausruf.office.TenantId;
import org.hausruf.office.identity.SignInProviders;
import org.hausruf.office.user.Sessions;
import org.hausruf.server.identity.ProviderSignIns;
import org.hausruf.server.identity.ProviderSignIns.Outcome;
import org.hausruf.server.problem.Fields;
import org.hausruf.server.problem.Problem;
import org.hausruf.server.problem.ProblemCode;
import org.hausruf.server.problem.ProblemException;
import org.hausruf.server.rest.SignIns.SessionView;
import org.hausruf.server.signin.FailedSignIns;
import org.hausruf.server.signin.Limit;
import org.hausruf.server.signin.ProviderCookie;
import org.hausruf.server.signin.SignInGate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// `/api/sign-in`: signing in with a provider of the office's. Whoever has no second factor here is signed in when they
/// come back; who has one shows a code first. What goes wrong there is told by the sign-in page, in a word.
@RestController
@RequestMapping("/api/sign-in")
public final class ProviderSignInController {
    /// Nothing but a page of ours, whatever stands in a link.
    private static final String PAGE = "/portal/[!-~&&[^\\\\]]{1,500}";

    private final SignInProviders providers;
    private final ProviderSignIns flow;
    private final Sessions sessions;
    private final SignIns signIns;
    private final SignInGate gate;
    private final ProviderCookie cookie;
    private final FailedSignIns failures;
    private final Answers answers;

    /// How somebody gets in.
    public record Door(
            Sessions sessions, SignIns signIns, SignInGate gate, ProviderCookie cookie, FailedSignIns failures) {}

    public ProviderSignInController(SignInProviders providers, ProviderSignIns flow, Door door, Answers answers) {
        this.providers = providers;
        this.flow = flow;
        this.answers = answers;
        sessions = door.sessions();
        signIns = door.signIns();
        gate = door.gate();
        cookie = door.cookie();
        failures = door.failures();
    }

    record ProviderView(String id, String name) {}

    /// What its button says. By an id that its office gives away.
    @GetMapping("/providers/{id}")
    ProviderView provider(@PathVariable("id") UUID id, HttpServletRequest request) {
        gate.countProvider(request);
        return providers
                .find(new SignInProviderId(id))
                .map(it -> new ProviderView(
                        it.provider().id().toString(), it.provider().rules().name()))
                .orElseThrow(() -> Problem.of(ProblemCode.NOT_FOUND).exception());
    }

    /// @param back a page of ours; null: the first one
    record StartRequest(
            @Nullable String providerId, @Nullable String back) {}

    record StartView(String location) {}

    @PostMapping("/oidc/start")
    ResponseEntity<StartView> start(@RequestBody StartRequest body, HttpServletRequest request) {
        gate.countProvider(request);
        var fields = new Fields();
        var id = new SignInProviderId(fields.id("providerId", body.providerId()));
        fields.check();
        var back = Objects.requireNonNullElse(body.back(), "");
        var begun = answers.value(flow.begin(id, back.matches(PAGE) ? back : ""))
                .orElseThrow(() -> Problem.of(ProblemCode.PROVIDER_UNREACHABLE).exception());
        return ResponseEntity.ok()
                .header(HttpHeaders.SET_COOKIE, cookie.holding(begun.browser()))
                .body(new StartView(begun.there().toString()));
    }

    /// Where providers send people back to.
    @GetMapping("/oidc/{tenantId}/callback")
    ResponseEntity<Void> callback(@PathVariable("tenantId") UUID tenant, HttpServletRequest request) {
        var brought = new ProviderSignIns.Brought(
                one(request, "state"), one(request, "code"), one(request, "iss"), one(request, "error"));
        try {
            return gate.attempt(Limit.PROVIDER_ANSWER, request, network -> {
                var outcome = flow.complete(new TenantId(tenant), cookie.of(request), brought);
                return switch (outcome) {
                    case Outcome.Good(var person) ->
                        signedIn(person, new Sessions.From(SignIns.client(request), network));
                    case Outcome.Bad(var why, var back) -> throw new NotSignedIn(why, back);
                };
            });
        } catch (NotSignedIn e) {
            return to(page("refused=" + e.word(), e.back), cookie.forgotten());
        } catch (ProblemException tooMany) {
            return to(page("refused=too-many", ""), cookie.forgotten());
        }
    }

    private ResponseEntity<Void> signedIn(ProviderSignIns.Person person, Sessions.From from) {
        return switch (sessions.begin(person.user(), by(person), null, from)) {
            case Result.Ok(var fresh) ->
                to(
                        person.back().isEmpty() ? "/portal/office/videocalls" : person.back(),
                        cookie.forgotten(),
                        signIns.cookie(fresh));
            case Result.Refused(var why)
            when why instanceof Refusal.CodeNeeded ->
                to(page("step=code", person.back()), cookie.holding(flow.half(person)));
            case Result.Refused(var _) -> throw new NotSignedIn(ProviderSignIns.Why.NOBODY, person.back());
        };
    }

    private static Sessions.Provider by(ProviderSignIns.Person person) {
        var rules = person.by().provider().rules();
        return new Sessions.Provider(rules.name(), rules.asksSecondFactor());
    }

    /// Counts as a guess of that address.
    private static final class NotSignedIn extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient ProviderSignIns.Why why;
        private final String back;

        NotSignedIn(ProviderSignIns.Why why, String back) {
            super(why.name(), null, false, false);
            this.why = why;
            this.back = back;
        }

        String word() {
            return why.name().toLowerCase(Locale.ROOT);
        }
    }

    /// The sign-in page.
    private static String page(String query, String back) {
        return "/sign-in?" + query + (back.isEmpty() ? "" : "&back=" + URLEncoder.encode(back, UTF_8));
    }

    private static ResponseEntity<Void> to(String place, String... cookies) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.LOCATION, place)
                .header(HttpHeaders.SET_COOKIE, cookies)
                .build();
    }

    private static @Nullable String one(HttpServletRequest request, String name) {
        var values = request.getParameterValues(name);
        return values != null && values.length == 1 ? values[0] : null;
    }

    record CodeRequest(@Nullable String code) {}

    /// The second step of whoever has a second factor here.
    @PostMapping("/oidc/code")
    ResponseEntity<SessionView> code(@RequestBody CodeRequest body, HttpServletRequest request) {
        var fields = new Fields();
        var code = fields.text("code", body.code());
        fields.check();
        var signedIn = gate.attempt(request, network -> {
            var from = new Sessions.From(SignIns.client(request), network);
            var browser = Objects.requireNonNullElse(cookie.of(request), new Secret(""));
            var person = flow.halfOf(browser)
                    .orElseThrow(() -> Problem.of(ProblemCode.SIGN_IN_OVER).exception());
            var result = sessions.begin(person.user(), by(person), code, from);
            if (result instanceof Result.Refused(var why))
                failures.note(person.user().email().value(), from, why);
            var fresh = answers.value(result);
            flow.done(browser);
            return fresh;
        });
        return signIns.signedIn(signedIn, cookie.forgotten());
    }
}
