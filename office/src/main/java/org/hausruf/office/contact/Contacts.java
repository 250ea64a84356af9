package org.hausruf.office.contact;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.hausruf.office.ContactId;
import org.hausruf.office.Cursor;
import org.hausruf.office.Limits;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.Text;
import org.hausruf.office.UserId;
import org.hausruf.office.db.Columns;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Transactions;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The book of the current user's office. Thread-safe.
public final class Contacts {
    private static final String CONTACT =
            "select id, kind, name, company, phone, email, linked_user_id, created_at from contacts ";

    private final Transactions transactions;

    public Contacts(Database database) {
        this.transactions = database.transactions();
    }

    /// Which part of the book. What is null restricts nothing.
    ///
    /// @param query found in name, company, phone or mail address, in upper or lower case
    /// @param cursor of an earlier answer
    /// @param limit 1 to [Limits#MAX_PAGE]
    public record Filter(
            Contact.@Nullable Kind kind,
            @Nullable String query,
            @Nullable String cursor,
            int limit) {}

    /// A part of the book.
    ///
    /// @param nextCursor opaque; nothing on the last page
    public record Page(List<Contact> items, Optional<String> nextCursor) {
        public Page {
            items = List.copyOf(items);
        }
    }

    /// By name.
    ///
    /// @return or [Refusal.Invalid] for `limit`, `cursor`, `q`
    public Result<Page> list(Filter filter) {
        var limit = filter.limit();
        if (limit < 1 || limit > Limits.MAX_PAGE) return invalid("limit", "out of range", "1 to " + Limits.MAX_PAGE);
        var query = filter.query() == null ? "" : filter.query();
        return Text.line("q", query, Limits.MAX_QUERY_LENGTH)
                .then(line -> transactions.run(sql -> after(sql, filter.cursor())
                        .map(after -> page(rows(sql, filter.kind(), line, after, limit + 1), limit))));
    }

    /// Of the entry that a page ended with: its id, or one before all others.
    private static Result<Optional<Contact>> after(JdbcClient sql, @Nullable String cursor) {
        if (cursor == null) return Result.ok(Optional.empty());
        return Cursor.read(cursor)
                .flatMap(id -> find(sql, new ContactId(id)))
                .map(last -> Result.ok(Optional.of(last)))
                .orElseGet(() -> Result.refused(Cursor.unknown()));
    }

    private static List<Contact> rows(
            JdbcClient sql, Contact.@Nullable Kind kind, String query, Optional<Contact> after, int limit) {
        return sql.sql(CONTACT + """
                        where (cast(:kind as text) is null or kind = :kind)
                          and (lower(name) like :like or lower(company) like :like or email like :like or phone like :like)
                          and (cast(:afterId as uuid) is null or (lower(name), id) > (lower(:afterName), :afterId))
                        order by lower(name), id
                        limit :limit
                        """)
                .param("kind", kind == null ? null : kind.slug())
                .param("like", "%" + literally(query.toLowerCase(Locale.ROOT)) + "%")
                .param("afterName", after.map(Contact::name).orElse(null))
                .param("afterId", after.map(it -> it.id().value()).orElse(null))
                .param("limit", limit)
                .query((row, _) -> contact(row))
                .list();
    }

    /// Without the wildcards of `like`.
    private static String literally(String typed) {
        return typed.replaceAll("[\\\\%_]", "\\\\$0");
    }

    /// One row more than asked for was read, to know whether there are more.
    private static Page page(List<Contact> rows, int limit) {
        if (rows.size() <= limit) return new Page(rows, Optional.empty());
        return new Page(
                rows.subList(0, limit), Optional.of(rows.get(limit - 1).id().toString()));
    }

    public Result<Contact> find(ContactId id) {
        return transactions
                .run(sql -> find(sql, id))
                .map(Result::ok)
                .orElseGet(() -> Result.refused(new Refusal.NotFound()));
    }

    /// The same inside a transaction that is open already.
    public static Optional<Contact> find(JdbcClient sql, ContactId id) {
        return sql.sql(CONTACT + "where id = :id")
                .param("id", id.value())
                .query((row, _) -> contact(row))
                .optional();
    }

    private static Contact contact(ResultSet row) throws SQLException {
        var linked = row.getObject("linked_user_id", UUID.class);
        return new Contact(
                new ContactId(Columns.uuid(row, "id")),
                Contact.Kind.ofSlug(row.getString("kind")).orElseThrow(),
                row.getString("name"),
                row.getString("company"),
                row.getString("phone"),
                row.getString("email"),
                linked == null ? null : new UserId(linked),
                Columns.instant(row, "created_at"));
    }

    private static <T> Result<T> invalid(String field, String message, String allowed) {
        return Result.refused(new Refusal.Invalid(field, message, allowed));
    }
}
