package org.hausruf.server.rest;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.hausruf.office.ContactId;
import org.hausruf.office.Limits;
import org.hausruf.office.UserId;
import org.hausruf.office.contact.Contact;
import org.hausruf.office.contact.ContactBook;
import org.hausruf.office.contact.ContactBook.Entry;
import org.hausruf.office.contact.Contacts;
import org.hausruf.server.call.PresenceBoard;
import org.hausruf.server.problem.Fields;
import org.hausruf.server.signin.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// `/api/contacts`: the office's book, kept by everybody there.
@RestController
@RequestMapping("/api/contacts")
public final class ContactController {
    private static final int DEFAULT_LIMIT = 50;
    private static final List<String> KINDS =
            Arrays.stream(Contact.Kind.values()).map(Contact.Kind::slug).toList();

    private final Contacts contacts;
    private final ContactBook book;
    private final PresenceBoard presence;
    private final Answers answers;

    public ContactController(Contacts contacts, ContactBook book, PresenceBoard presence, Answers answers) {
        this.contacts = contacts;
        this.book = book;
        this.presence = presence;
        this.answers = answers;
    }

    /// @param presence null: nobody who can be rung
    record ContactView(
            String id,
            String kind,
            String name,
            @Nullable String company,
            @Nullable String phone,
            @Nullable String email,
            @Nullable String linkedUserId,
            @Nullable String presence) {}

    record PageView(List<ContactView> items, @Nullable String nextCursor) {}

    record OneView(ContactView contact) {}

    /// An empty text: it is not known. In a change, what is missing stays.
    record EntryRequest(
            @Nullable String kind,
            @Nullable String name,
            @Nullable String company,
            @Nullable String phone,
            @Nullable String email,
            @Nullable String linkedUserId) {
        Entry entry(Entry before) {
            var fields = new Fields();
            var wanted = fields.word("kind", kind, KINDS);
            var linked = linkedUserId == null || linkedUserId.isEmpty()
                    ? null
                    : new UserId(fields.id("linkedUserId", linkedUserId));
            fields.check();
            return new Entry(
                    wanted.flatMap(Contact.Kind::ofSlug).orElse(before.kind()),
                    or(name, before.name()),
                    or(company, before.company()),
                    or(phone, before.phone()),
                    or(email, before.email()),
                    linkedUserId == null ? before.linkedUser() : linked);
        }

        private static String or(@Nullable String wanted, String before) {
            return wanted == null ? before : wanted;
        }
    }

    private static final Entry EMPTY = new Entry(Contact.Kind.CONTACT, "", "", "", "", null);

    @GetMapping
    PageView list(
            SignedIn colleague,
            @RequestParam(name = "kind", required = false) @Nullable String kind,
            @RequestParam(name = "q", required = false) @Nullable String query,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor,
            @RequestParam(name = "limit", required = false) @Nullable String limit) {
        var fields = new Fields();
        var wanted = fields.word("kind", kind, KINDS);
        var count = fields.number("limit", limit, DEFAULT_LIMIT, 1, Limits.MAX_PAGE);
        fields.check();
        var page = answers.value(contacts.list(
                new Contacts.Filter(wanted.flatMap(Contact.Kind::ofSlug).orElse(null), query, cursor, count)));
        return new PageView(views(page.items()), page.nextCursor().orElse(null));
    }

    private List<ContactView> views(List<Contact> some) {
        var linked = some.stream()
                .map(Contact::linkedUser)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
        var states = presence.of(linked);
        return some.stream()
                .map(contact -> view(contact, contact.linkedUser() == null ? null : states.get(contact.linkedUser())))
                .toList();
    }

    private static ContactView view(Contact contact, PresenceBoard.@Nullable State state) {
        var user = contact.linkedUser();
        return new ContactView(
                contact.id().toString(),
                contact.kind().slug(),
                contact.name(),
                contact.company(),
                contact.phone(),
                contact.email(),
                user == null ? null : user.toString(),
                state == null ? null : state.slug());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    OneView add(SignedIn colleague, @RequestBody EntryRequest body) {
        return one(answers.value(book.add(body.entry(EMPTY))));
    }

    @PatchMapping("/{id}")
    OneView change(SignedIn colleague, @PathVariable("id") UUID id, @RequestBody EntryRequest body) {
        var before = answers.value(contacts.find(new ContactId(id)));
        return one(answers.value(book.change(before.id(), body.entry(Entry.of(before)))));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(SignedIn colleague, @PathVariable("id") UUID id) {
        answers.value(book.delete(new ContactId(id)));
    }

    private OneView one(Contact contact) {
        return new OneView(views(List.of(contact)).getFirst());
    }
}
