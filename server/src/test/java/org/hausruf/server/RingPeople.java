package org.hausruf.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hausruf.office.Caller;
import org.hausruf.office.TenantId;

/// Seven people in two offices, signed in.
final class RingPeople {
    static final int COUNT = 7;
    private static final int IN_FIRST_OFFICE = 4;

    private final List<RingPerson> all;

    RingPeople(TestServer server) {
        var anna = new RingPerson("Anna", server.anna());
        var carla = new RingPerson("Carla", server.carla());
        try (var database = server.connect()) {
            for (var name : List.of("emil", "fred")) hire(database, anna, name + "@sot.example");
            hire(database, carla, "gina@synapse.example");
        }
        all = List.of(
                anna,
                new RingPerson("Ben", server.ben()),
                new RingPerson("Emil", server.signedIn("emil@sot.example")),
                new RingPerson("Fred", server.signedIn("fred@sot.example")),
                carla,
                new RingPerson("Deniz", server.signedIn("deniz@synapse.example")),
                new RingPerson("Gina", server.signedIn("gina@synapse.example")));
    }

    /// With the password of whoever is in that office already.
    private static void hire(org.hausruf.office.db.Database database, RingPerson admin, String email) {
        var office = UUID.fromString(admin.tenant());
        var id = UUID.nameUUIDFromBytes(email.getBytes(UTF_8));
        var _ = database.transactions().runAs(Caller.system(new TenantId(office)), sql -> {
            sql.sql("insert into users (id, tenant_id, email, display_name, role) values (?, ?, ?, ?, 'member')")
                    .params(id, office, email, email)
                    .update();
            return sql.sql("""
                            insert into user_passwords (tenant_id, user_id, argon2id)
                            select tenant_id, ?, argon2id from user_passwords where user_id = ?""").params(id, UUID.fromString(admin.id())).update();
        });
    }

    List<RingPerson> all() {
        return all;
    }

    static boolean areColleagues(int one, int other) {
        return one < IN_FIRST_OFFICE == other < IN_FIRST_OFFICE;
    }

    RingPerson withId(String id) {
        return all.stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
    }

    /// Both offices ring for thirty seconds, and everybody can be rung.
    void settle(boolean ringWhenBusy) {
        var rules = Map.of("ringSeconds", 30, "ringWhenBusy", ringWhenBusy);
        for (var admin : List.of(all.getFirst(), all.get(IN_FIRST_OFFICE))) {
            var changed = admin.client().put("/api/call-settings", rules);
            if (changed.status() != 200) throw new AssertionError(changed.body());
        }
        all.forEach(person -> person.disturb(false));
        all.forEach(person -> person.answers().clear());
    }
}
