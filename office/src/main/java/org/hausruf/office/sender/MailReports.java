package org.hausruf.office.sender;

import java.util.List;
import org.hausruf.office.Caller;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Resolver;
import org.hausruf.office.db.Transactions;
import org.hausruf.office.mail.MailState;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Writes what the mail service says of a mail that it took. A report only ever takes a mail further, so the order in
/// which they come, and one that comes twice, changes nothing. Thread-safe.
public final class MailReports {
    private static final List<String> TABLES = List.of("video_call_invites", "user_invites", "sender_identities");
    private static final String ORDER = "array['delayed', 'delivered', 'complained', 'bounced']";

    private final Resolver resolver;
    private final Transactions transactions;

    public MailReports(Database database) {
        this.resolver = database.resolver();
        this.transactions = database.transactions();
    }

    /// Whether a mail of that id is written down: it is a moment after the service has taken it.
    public boolean isKnown(String messageId) {
        return !resolver.tenantsOfMail(messageId).isEmpty();
    }

    /// Nothing happens where no mail of that id is known (any more): it was sent again, or by somebody else.
    ///
    /// @param messageId that the service gave the mail
    /// @param state one of those that a service reports
    /// @return whether anything is new
    public boolean write(String messageId, MailState state) {
        return resolver.tenantsOfMail(messageId).stream()
                        .map(tenant -> transactions.runAs(
                                Caller.system(tenant),
                                sql -> TABLES.stream()
                                        .mapToInt(table -> write(sql, table, messageId, state))
                                        .sum()))
                        .reduce(0, Integer::sum)
                > 0;
    }

    private static int write(JdbcClient sql, String table, String messageId, MailState state) {
        return sql.sql("update " + table + " set mail_report = :report where message_id = :message"
                        + " and coalesce(array_position(" + ORDER + ", mail_report), 0) < array_position(" + ORDER
                        + ", cast(:report as text))")
                .param("report", state.slug())
                .param("message", messageId)
                .update();
    }
}
