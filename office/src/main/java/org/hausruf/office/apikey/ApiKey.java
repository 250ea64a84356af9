package org.hausruf.office.apikey;

import java.time.Instant;
import java.time.LocalDate;
import org.hausruf.office.ApiKeyId;
import org.hausruf.office.TenantId;
import org.jspecify.annotations.Nullable;

/// What admins see of a key. Immutable.
///
/// @param createdBy name of who made it; null: they are no longer of the office
/// @param lastUsedOn the day, in UTC; null: never used
public record ApiKey(
        ApiKeyId id,
        TenantId tenant,
        String name,
        @Nullable String createdBy,
        @Nullable LocalDate lastUsedOn,
        Instant createdAt) {}
