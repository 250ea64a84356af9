package org.hausruf.office.sample;

import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.TenantId;
import org.hausruf.office.UserId;
import org.hausruf.office.tenant.Tenant;
import org.hausruf.office.tenant.Tenant.Tile;
import org.hausruf.office.tenant.Tenant.Words;
import org.hausruf.office.user.User;

/// The two offices. Their ids are fixed, so that they are made once and found again.
///
/// @param pictures which resources are its logos
record SampleOffice(Tenant tenant, String pictures, List<User> users) {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private static final List<Tile> TILES = List.of(
            new Tile("lock", new Words("Verschlüsselt übertragen", "Encrypted in transit")),
            new Tile("ticket", new Words("Persönlicher Einmal-Link", "Personal one-time link")),
            new Tile("monitor", new Words("Ohne Installation", "Nothing to install")));

    static final List<SampleOffice> BOTH = List.of(systemOfATown(), synapse());

    private static SampleOffice systemOfATown() {
        var id = new TenantId(UUID.fromString("01980000-0000-7000-8000-000000000001"));
        var words = new Words(
                "System of a Town verbindet Menschen und Büros: persönlich, verlässlich und ohne Umwege.",
                "System of a Town connects people and offices: in person, reliably, without detours.");
        return new SampleOffice(
                new Tenant(id, "System of a Town", "#0c5c6b", ZONE, welcome("System of a Town"), words, TILES),
                "sot",
                List.of(
                        user(id, 11, "anna@sot.example", "Anna Berger", User.Role.ADMIN),
                        user(id, 12, "ben@sot.example", "Ben Albrecht", User.Role.MEMBER)));
    }

    private static SampleOffice synapse() {
        var id = new TenantId(UUID.fromString("01980000-0000-7000-8000-000000000002"));
        var words = new Words(
                "Synapse bringt Fachleute an einen Tisch, wo immer sie gerade sind.",
                "Synapse brings experts to one table, wherever they happen to be.");
        return new SampleOffice(
                new Tenant(id, "Synapse", "#5b3fa8", ZONE, welcome("Synapse"), words, TILES),
                "synapse",
                List.of(
                        user(id, 21, "carla@synapse.example", "Carla Moretti", User.Role.ADMIN),
                        user(id, 22, "deniz@synapse.example", "Deniz Yılmaz", User.Role.MEMBER)));
    }

    private static Words welcome(String name) {
        return new Words("Willkommen bei " + name, "Welcome to " + name);
    }

    private static User user(TenantId tenant, int number, String email, String name, User.Role role) {
        var id = UUID.fromString("01980000-0000-7000-8000-0000000000" + number);
        return new User(new UserId(id), tenant, new EmailAddress(email), name, role);
    }
}
