package org.hausruf.office.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// An office that is deleted takes its rows along. No command does that, and the product's role may not: it is the
/// owner of the tables who does, by hand.
final class TenantDeletionTest {
    private static TwoOffices offices;

    @BeforeAll
    static void fill() throws SQLException {
        offices = new TwoOffices();
    }

    @AfterAll
    static void drop() {
        offices.close();
    }

    @Test
    void takesItsCallLogAndAllElseAlongAndNothingOfAnotherOffice() throws SQLException {
        try (var owner = Sql.connect(offices.database().owner())) {
            owner.setAutoCommit(false); // taken back at the end
            for (var table : offices.tables())
                Sql.execute(owner, "alter table " + table + " no force row level security");
            var ours = rows(owner, "office");
            var others = rows(owner, "other office");
            assertThat(ours.get("call_log")).isPositive();
            assertThat(others.get("call_log")).isPositive();

            Sql.execute(owner, "delete from tenants where id = '%s'".formatted(TwoOffices.id("office")));

            assertThat(rows(owner, "office").values()).containsOnly(0);
            assertThat(rows(owner, "other office")).isEqualTo(others);
            owner.rollback();
        }
    }

    /// How many of that office each table has.
    private static Map<String, Integer> rows(Connection owner, String office) throws SQLException {
        var counts = new LinkedHashMap<String, Integer>();
        for (var table : offices.tables()) {
            var column = table.equals("tenants") ? "id" : "tenant_id";
            var count = "select count(*) from %s where %s = '%s'".formatted(table, column, TwoOffices.id(office));
            counts.put(table, Integer.valueOf(Sql.column(owner, count).getFirst()));
        }
        return counts;
    }

    /// Of all rows, not of those in one state alone.
    @Test
    void theCallLogIsFoundByTenantAndByEitherParty() throws SQLException {
        var indexes = Sql.column(offices.database().owner(), """
                select string_agg(a.attname, ', ' order by k.place)
                from pg_index i
                    cross join lateral unnest(i.indkey) with ordinality k (attribute, place)
                    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attribute
                where i.indrelid = 'call_log'::regclass and i.indisvalid and i.indpred is null
                group by i.indexrelid""");

        assertThat(indexes).anyMatch(columns -> columns.startsWith("tenant_id"));
        assertThat(indexes).anyMatch(columns -> columns.startsWith("tenant_id, from_user_id"));
        assertThat(indexes).anyMatch(columns -> columns.startsWith("tenant_id, to_user_id"));
        assertThat(indexes).as("room names are unique").contains("room_name");
    }
}
