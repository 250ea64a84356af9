package org.hausruf.office.sample;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.hausruf.office.ContactId;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.Language;
import org.hausruf.office.TenantId;
import org.hausruf.office.UserId;
import org.hausruf.office.contact.Contact;
import org.hausruf.office.contact.Contact.Kind;
import org.hausruf.office.tenant.NewTenants;
import org.hausruf.office.tenant.Tenant;
import org.hausruf.office.tenant.Tenant.Words;
import org.hausruf.office.user.User;

/// The two offices. Their ids are fixed, so that they are made once and found again.
///
/// @param pictures which resources are its logos
record SampleOffice(Tenant tenant, String pictures, List<User> users, List<Contact> contacts) {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    static final List<SampleOffice> BOTH = List.of(systemOfATown(), synapse());

    private static SampleOffice systemOfATown() {
        var id = new TenantId(UUID.fromString("01980000-0000-7000-8000-000000000001"));
        var words = new Words(
                "System of a Town verbindet Menschen und Büros: persönlich, verlässlich und ohne Umwege.",
                "System of a Town connects people and offices: in person, reliably, without detours.");
        return new SampleOffice(
                new Tenant(
                        id,
                        "System of a Town",
                        "#0c5c6b",
                        ZONE,
                        Language.DE,
                        welcome("System of a Town"),
                        words,
                        NewTenants.TILES),
                "sot",
                List.of(
                        user(id, 11, "anna@sot.example", "Anna Berger", User.Role.ADMIN),
                        user(id, 12, "ben@sot.example", "Ben Albrecht", User.Role.MEMBER)),
                List.of(
                        contact(31, Kind.CONTACT, "Anna Berger", "System of a Town", "anna@sot.example", 11),
                        contact(32, Kind.CONTACT, "Ben Albrecht", "System of a Town", "ben@sot.example", 12),
                        contact(33, Kind.CONTACT, "Marlene Voss", "Voss Dachbau", "marlene@voss.example", 0),
                        contact(34, Kind.CONTACT, "Tobias Lehnert", "Stadtwerke Seeheim", "lehnert@seeheim.example", 0),
                        contact(35, Kind.LEAD, "Ben Albrecht", "Neubau am Markt", "ben@sot.example", 12),
                        contact(36, Kind.LEAD, "Svenja Paulsen", "Paulsen & Töchter", "svenja@paulsen.example", 0),
                        contact(37, Kind.LEAD, "Jonas Reuter", "Reuter Elektro", "jonas@reuter.example", 0)));
    }

    private static SampleOffice synapse() {
        var id = new TenantId(UUID.fromString("01980000-0000-7000-8000-000000000002"));
        var words = new Words(
                "Synapse bringt Fachleute an einen Tisch, wo immer sie gerade sind.",
                "Synapse brings experts to one table, wherever they happen to be.");
        return new SampleOffice(
                new Tenant(id, "Synapse", "#5b3fa8", ZONE, Language.DE, welcome("Synapse"), words, NewTenants.TILES),
                "synapse",
                List.of(
                        user(id, 21, "carla@synapse.example", "Carla Moretti", User.Role.ADMIN),
                        user(id, 22, "deniz@synapse.example", "Deniz Yılmaz", User.Role.MEMBER)),
                List.of(
                        contact(41, Kind.CONTACT, "Carla Moretti", "Synapse", "carla@synapse.example", 21),
                        contact(42, Kind.CONTACT, "Deniz Yılmaz", "Synapse", "deniz@synapse.example", 22),
                        contact(43, Kind.CONTACT, "Prof. Ruth Engel", "Klinik am Park", "engel@klinik.example", 0),
                        contact(44, Kind.LEAD, "Deniz Yılmaz", "Fachtag Radiologie", "deniz@synapse.example", 22),
                        contact(45, Kind.LEAD, "Olga Brandt", "Brandt Medizintechnik", "olga@brandt.example", 0)));
    }

    private static Words welcome(String name) {
        return new Words("Willkommen bei " + name, "Welcome to " + name);
    }

    private static User user(TenantId tenant, int number, String email, String name, User.Role role) {
        return new User(new UserId(id(number)), tenant, new EmailAddress(email), name, role);
    }

    /// @param user the number of the user who they are; 0 for somebody who does not sign in
    private static Contact contact(int number, Kind kind, String name, String company, String email, int user) {
        var linked = user == 0 ? null : new UserId(id(user));
        var phone = "+49 30 23125 0" + number; // a range that is kept free for films and books
        return new Contact(new ContactId(id(number)), kind, name, company, phone, email, linked, Instant.EPOCH);
    }

    private static UUID id(int number) {
        return UUID.fromString("01980000-0000-7000-8000-0000000000" + number);
    }
}
