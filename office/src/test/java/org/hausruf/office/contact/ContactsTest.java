package org.hausruf.office.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.office.Refusals.field;
import static org.hausruf.office.Refusals.refusal;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hausruf.office.ContactId;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.contact.Contact.Kind;
import org.hausruf.office.contact.Contacts.Filter;
import org.hausruf.office.contact.Contacts.Page;
import org.hausruf.office.user.User;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// On the sample's book.
class ContactsTest {
    private static OfficeFixture fixture;

    @BeforeAll
    static void open() {
        fixture = OfficeFixture.open();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    private static Result<Page> list(User user, Filter filter) {
        return fixture.as(user, () -> fixture.office.contacts().list(filter));
    }

    private static List<Contact> all(User user, @Nullable Kind kind, @Nullable String query) {
        return list(user, new Filter(kind, query, null, 100)).orThrow().items();
    }

    private static List<String> names(User user, @Nullable Kind kind, @Nullable String query) {
        return all(user, kind, query).stream().map(Contact::name).toList();
    }

    @Test
    void byNameAndOnlyTheOwnOffices() {
        assertThat(names(fixture.ben, null, null))
                .containsExactly(
                        "Anna Berger",
                        "Ben Albrecht",
                        "Ben Albrecht",
                        "Jonas Reuter",
                        "Marlene Voss",
                        "Svenja Paulsen",
                        "Tobias Lehnert");
        assertThat(names(fixture.carla, Kind.LEAD, null)).containsExactly("Deniz Yılmaz", "Olga Brandt");
    }

    @Test
    void someCanBeRungAndSomeCannot() {
        assertThat(all(fixture.anna, null, "Ben"))
                .allSatisfy(contact -> assertThat(contact.linkedUser()).isEqualTo(fixture.ben.id()))
                .extracting(Contact::kind)
                .containsExactlyInAnyOrder(Kind.CONTACT, Kind.LEAD);
        assertThat(all(fixture.anna, null, "Voss").getFirst().linkedUser()).isNull();
    }

    @Test
    void isFoundInNameCompanyPhoneAndAddress() {
        assertThat(names(fixture.anna, null, "mARLENE")).containsExactly("Marlene Voss");
        assertThat(names(fixture.anna, null, "dachbau")).containsExactly("Marlene Voss");
        assertThat(names(fixture.anna, null, "23125 037")).containsExactly("Jonas Reuter");
        assertThat(names(fixture.anna, null, "@Seeheim")).containsExactly("Tobias Lehnert");
        assertThat(names(fixture.anna, Kind.LEAD, "dachbau")).isEmpty();
        assertThat(names(fixture.anna, null, "  ")).hasSize(7);
    }

    @Test
    void wildcardsAreLetters() {
        assertThat(names(fixture.anna, null, "%")).isEmpty();
        assertThat(names(fixture.anna, null, "_")).isEmpty();
        assertThat(names(fixture.anna, null, "\\")).isEmpty();
        assertThat(names(fixture.anna, null, "' or true --")).isEmpty();
    }

    @Test
    void pageByPageThroughTwoOfOneName() {
        var seen = new ArrayList<Contact>();
        @Nullable String cursor = null;
        do {
            var page = list(fixture.anna, new Filter(null, null, cursor, 1)).orThrow();
            seen.addAll(page.items());
            cursor = page.nextCursor().orElse(null);
        } while (cursor != null);

        assertThat(seen).containsExactlyElementsOf(all(fixture.anna, null, null));
    }

    @Test
    void whatIsOutOfRangeIsNamed() {
        var foreign = all(fixture.carla, null, null).getFirst().id();

        assertThat(field(list(fixture.anna, new Filter(null, null, null, 0)))).isEqualTo("limit");
        assertThat(field(list(fixture.anna, new Filter(null, null, null, 101)))).isEqualTo("limit");
        assertThat(field(list(fixture.anna, new Filter(null, "x".repeat(81), null, 1))))
                .isEqualTo("q");
        assertThat(field(list(fixture.anna, new Filter(null, null, "x", 1)))).isEqualTo("cursor");
        assertThat(field(list(fixture.anna, new Filter(null, null, foreign.toString(), 1))))
                .isEqualTo("cursor");
    }

    @Test
    void oneIsFoundByTheOwnOfficeAlone() {
        var contacts = fixture.office.contacts();
        var ours = all(fixture.anna, null, "Voss").getFirst();

        assertThat(fixture.as(fixture.ben, () -> contacts.find(ours.id())).orThrow())
                .isEqualTo(ours);
        refusal(fixture.as(fixture.carla, () -> contacts.find(ours.id())), Refusal.NotFound.class);
        refusal(
                fixture.as(fixture.anna, () -> contacts.find(new ContactId(UUID.randomUUID()))),
                Refusal.NotFound.class);
    }
}
