package org.hausruf.server.rest;

import java.time.Duration;
import org.hausruf.office.call.CallRules;
import org.hausruf.office.call.Calls;
import org.hausruf.server.problem.Fields;
import org.hausruf.server.signin.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// `/api/call-settings`: how the office rings. Everybody reads them, admins change them.
@RestController
@RequestMapping("/api/call-settings")
public final class CallSettingsController {
    private final Calls calls;
    private final Answers answers;

    public CallSettingsController(Calls calls, Answers answers) {
        this.calls = calls;
        this.answers = answers;
    }

    /// @param ringSeconds how long until nobody has answered
    /// @param ringWhenBusy whether somebody who talks is rung, instead of the caller being told "busy"
    record SettingsView(long ringSeconds, boolean ringWhenBusy) {
        static SettingsView of(CallRules rules) {
            return new SettingsView(rules.ringTime().toSeconds(), rules.ringWhenBusy());
        }
    }

    record SettingsRequest(
            @Nullable Integer ringSeconds, @Nullable Boolean ringWhenBusy) {}

    @GetMapping
    SettingsView read(SignedIn member) {
        return SettingsView.of(calls.rules());
    }

    @PutMapping
    SettingsView change(SignedIn admin, @RequestBody SettingsRequest body) {
        var fields = new Fields();
        var seconds = fields.whole("ringSeconds", body.ringSeconds());
        var whenBusy = fields.truth("ringWhenBusy", body.ringWhenBusy());
        fields.check();
        return SettingsView.of(answers.value(calls.changeRules(new CallRules(Duration.ofSeconds(seconds), whenBusy))));
    }
}
