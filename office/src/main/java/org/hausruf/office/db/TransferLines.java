package org.hausruf.office.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.hausruf.office.Caller;
import org.hausruf.office.TenantId;

/// Writes into each office's audit log that the operator has taken everything out of the installation, or has put it
/// in. By plain SQL, as both work on tables of any version: those that have no such log yet get no line.
final class TransferLines {
    static final String EXPORTED = "office-exported";
    static final String IMPORTED = "office-imported";

    private static final int FIRST_VERSION = 14;

    private TransferLines() {}

    /// @param connection of the runtime role, in a transaction; or the owner's, while no policy binds it
    static void write(Connection connection, int version, List<String> offices, String event) throws SQLException {
        if (version < FIRST_VERSION) return;
        for (var office : offices) {
            Transactions.introduce(Caller.system(new TenantId(UUID.fromString(office))), connection);
            line(connection, office, event);
        }
    }

    private static void line(Connection connection, String office, String event) throws SQLException {
        var now = Instant.now(Clock.systemUTC());
        try (var insert = connection.prepareStatement("""
                insert into audit_log (id, tenant_id, at, event, actor_kind, object_kind, object_id, object_name, detail)
                select ?, id, ?, ?, 'operator', 'office', id::text, name, '{}' from tenants where id = ?""")) {
            insert.setObject(1, Uuid7.at(now));
            insert.setObject(2, now.atOffset(ZoneOffset.UTC));
            insert.setString(3, event);
            insert.setObject(4, UUID.fromString(office));
            insert.executeUpdate();
        }
    }
}
