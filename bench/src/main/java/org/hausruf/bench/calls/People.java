package org.hausruf.bench.calls;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hausruf.office.Caller;
import org.hausruf.office.Secret;
import org.hausruf.office.TenantId;
import org.hausruf.office.db.Columns;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Uuid7;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Makes offices of people who are signed in, without the seconds that their passwords would take.
final class People {
    private static final Duration SIGNED_IN = Duration.ofHours(1);

    private People() {}

    /// @param accessToken opens sockets for an hour
    record Person(UUID user, Secret accessToken) {}

    static List<Person> office(Database database, int people) {
        var now = Instant.now();
        var tenant = new TenantId(Uuid7.at(now));
        return database.transactions().runAs(Caller.system(tenant), sql -> {
            sql.sql("""
                            insert into tenants (id, name, accent_color, time_zone, welcome_de, welcome_en, sentence_de, sentence_en)
                            values (?, 'Bench', '#336699', 'Europe/Berlin', 'Hallo', 'Hello', '', '')
                            """).param(tenant.value()).update();
            var all = new ArrayList<Person>();
            for (int i = 0; i < people; i++) all.add(person(sql, tenant, now));
            return all;
        });
    }

    private static Person person(JdbcClient sql, TenantId tenant, Instant now) {
        var person = new Person(Uuid7.at(now), Secret.random());
        sql.sql("insert into users (id, tenant_id, email, display_name, role) values (?, ?, ?, 'Somebody', 'member')")
                .params(person.user(), tenant.value(), person.user() + "@bench.example")
                .update();
        sql.sql("""
                        insert into sessions (id, tenant_id, user_id, cookie_hash, access_token_hash,
                                              access_token_expires_at, client, expires_at, created_at)
                        values (?, ?, ?, ?, ?, ?, 'bench', ?, ?)
                        """)
                .params(
                        Uuid7.at(now),
                        tenant.value(),
                        person.user(),
                        Secret.random().sha256(),
                        person.accessToken().sha256(),
                        Columns.timestamp(now.plus(SIGNED_IN)),
                        Columns.timestamp(now.plus(SIGNED_IN)),
                        Columns.timestamp(now))
                .update();
        return person;
    }
}
