package org.hausruf.server.call;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hausruf.office.CallId;
import org.hausruf.office.ContactId;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.RoomName;
import org.hausruf.office.UserId;
import org.hausruf.office.call.Calls.NewCall;
import org.hausruf.office.call.Media;
import org.hausruf.office.user.User;
import org.jspecify.annotations.Nullable;

/// What a client sent with an event, looked at with suspicion. What it says of who speaks must be true, and counts for
/// nothing. Members that nobody knows are passed over. Confined to one event.
final class Payload {
    private static final int UUID_CHARS = 36;

    private final Map<?, ?> members;

    private Payload(Map<?, ?> members) {
        this.members = members;
    }

    static Payload of(List<@Nullable Object> args, User speaker) throws NotDone {
        if (args.isEmpty() || !(args.getFirst() instanceof Map<?, ?> members))
            throw NotDone.invalid("payload", "one JSON object");
        var payload = new Payload(members);
        payload.claim("fromUserId", speaker.id().toString());
        payload.claim("userId", speaker.id().toString());
        payload.claim("tenantId", speaker.tenant().toString());
        return payload;
    }

    private void claim(String member, String truth) throws NotDone {
        var claimed = members.get(member);
        if (claimed != null && !truth.equals(claimed))
            throw new NotDone("forbidden", member + " is somebody else: leave it out");
    }

    NewCall newCall() throws NotDone {
        var contact = id("contactId");
        var media = members.get("media");
        return new NewCall(
                new UserId(required("toUserId")),
                media == null ? Media.AUDIO : media(media),
                contact.map(ContactId::new).orElse(null));
    }

    private static Media media(Object word) throws NotDone {
        return Optional.of(word)
                .filter(String.class::isInstance)
                .flatMap(it -> Media.ofSlug((String) it))
                .orElseThrow(() -> NotDone.invalid("media", "audio or video"));
    }

    CallId callId() throws NotDone {
        return new CallId(required("callId"));
    }

    EmailAddress email() throws NotDone {
        if (members.get("email") instanceof String text) {
            var address = EmailAddress.parse(text);
            if (address.isPresent()) return address.get();
        }
        throw NotDone.invalid("email", EmailAddress.ALLOWED);
    }

    boolean names(String member) {
        return members.get(member) != null;
    }

    RoomName roomName() throws NotDone {
        if (members.get("roomName") instanceof String name && RoomName.isOfCall(name)) return new RoomName(name);
        throw NotDone.invalid("roomName", "the name of a call's room");
    }

    boolean truth(String member) throws NotDone {
        if (members.get(member) instanceof Boolean truth) return truth;
        throw NotDone.invalid(member, "true or false");
    }

    private UUID required(String member) throws NotDone {
        return id(member).orElseThrow(() -> NotDone.invalid(member, "a UUID"));
    }

    private Optional<UUID> id(String member) throws NotDone {
        var value = members.get(member);
        if (value == null) return Optional.empty();
        if (value instanceof String text && text.length() == UUID_CHARS) {
            try {
                return Optional.of(UUID.fromString(text));
            } catch (IllegalArgumentException e) {
                throw NotDone.invalid(member, "a UUID");
            }
        }
        throw NotDone.invalid(member, "a UUID");
    }
}
