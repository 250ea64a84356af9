package org.hausruf.server.rest;

import org.hausruf.office.retention.Retention;
import org.hausruf.office.retention.RetentionRules;
import org.hausruf.server.signin.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// `/api/retention`: for how many days the office keeps what has happened. For admins.
@RestController
@RequestMapping("/api/retention")
public final class RetentionController {
    private final Retention retention;
    private final Answers answers;

    public RetentionController(Retention retention, Answers answers) {
        this.retention = retention;
        this.answers = answers;
    }

    /// As in [RetentionRules]; null or missing: for good.
    record RulesView(
            @Nullable Integer callLogDays,
            @Nullable Integer videoCallDays,
            @Nullable Integer webhookDeliveryDays,
            @Nullable Integer auditLogDays) {
        static RulesView of(RetentionRules rules) {
            return new RulesView(
                    rules.callLogDays(), rules.videoCallDays(), rules.webhookDeliveryDays(), rules.auditLogDays());
        }

        RetentionRules rules() {
            return new RetentionRules(callLogDays, videoCallDays, webhookDeliveryDays, auditLogDays);
        }
    }

    @GetMapping
    RulesView read(SignedIn admin) {
        return RulesView.of(answers.value(retention.rules()));
    }

    @PutMapping
    RulesView change(SignedIn admin, @RequestBody RulesView body) {
        return RulesView.of(answers.value(retention.change(body.rules())));
    }
}
