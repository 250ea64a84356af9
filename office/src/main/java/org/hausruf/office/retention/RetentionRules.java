package org.hausruf.office.retention;

import java.util.Optional;
import org.hausruf.office.Limits;
import org.hausruf.office.Refusal;
import org.jspecify.annotations.Nullable;

/// For how many days an office keeps what has happened; null: for good. Immutable.
///
/// @param callLogDays ringing calls that are over, with what webhooks were told of them
/// @param videoCallDays video calls that are over, with their invites and who was in them
/// @param webhookDeliveryDays what webhooks were told, once they have taken it or it was given up
/// @param auditLogDays lines of the audit log
public record RetentionRules(
        @Nullable Integer callLogDays,
        @Nullable Integer videoCallDays,
        @Nullable Integer webhookDeliveryDays,
        @Nullable Integer auditLogDays) {
    /// Of an office that has set nothing.
    public static final RetentionRules KEEP = new RetentionRules(null, null, null, null);

    /// What is out of range, the first of them.
    Optional<Refusal> fault() {
        return fault("callLogDays", callLogDays, Limits.MIN_RETENTION_DAYS)
                .or(() -> fault("videoCallDays", videoCallDays, Limits.MIN_RETENTION_DAYS))
                .or(() -> fault("webhookDeliveryDays", webhookDeliveryDays, Limits.MIN_RETENTION_DAYS))
                .or(() -> fault("auditLogDays", auditLogDays, Limits.MIN_AUDIT_RETENTION_DAYS));
    }

    private static Optional<Refusal> fault(String field, @Nullable Integer days, int least) {
        if (days == null || (days >= least && days <= Limits.MAX_RETENTION_DAYS)) return Optional.empty();
        var allowed = "null, or " + least + " to " + Limits.MAX_RETENTION_DAYS;
        return Optional.of(new Refusal.Invalid(field, "out of range", allowed));
    }
}
