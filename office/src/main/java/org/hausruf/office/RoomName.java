package org.hausruf.office;

import java.util.UUID;
import java.util.regex.Pattern;

/// Under which name the media side knows a video call or a ringing call. To the office it is only a stored name.
public record RoomName(String value) {
    private static final Pattern OURS = Pattern.compile("sot-[0-9a-f]{24}");
    private static final String UUID_SHAPE = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final int UUID_LENGTH = 36;
    private static final Pattern OF_CALL = Pattern.compile(UUID_SHAPE + "-" + UUID_SHAPE);

    /// Whether a name is one that [#random] could have made. Rooms of other names are other people's.
    public static boolean isOurs(String name) {
        return OURS.matcher(name).matches();
    }

    /// `sot-{short uuid}`: the call's id without the dashes would say when it was made, so the name is made of a
    /// random one, of which 96 bits are kept.
    public static RoomName random() {
        return new RoomName(
                "sot-" + UUID.randomUUID().toString().replace("-", "").substring(0, 24));
    }

    /// `{tenant}-{call}`, of a ringing call: its id is no secret to the two who may enter, and nobody else may.
    public static RoomName ofCall(TenantId tenant, CallId call) {
        return new RoomName(tenant + "-" + call);
    }

    /// Whether a name is one that [#ofCall] could have made.
    public static boolean isOfCall(String name) {
        return OF_CALL.matcher(name).matches();
    }

    /// The tenant that a room of a ringing call names; whether there is such a call is another question.
    ///
    /// @throws IllegalArgumentException for a name that is not [#isOfCall]
    public TenantId tenantOfCall() {
        if (!isOfCall(value)) throw new IllegalArgumentException("not a ringing call's room: " + value);
        return new TenantId(UUID.fromString(value.substring(0, UUID_LENGTH)));
    }

    /// The call that a room of a ringing call names; as of [#tenantOfCall], it may not exist.
    ///
    /// @throws IllegalArgumentException for a name that is not [#isOfCall]
    public CallId idOfCall() {
        if (!isOfCall(value)) throw new IllegalArgumentException("not a ringing call's room: " + value);
        return new CallId(UUID.fromString(value.substring(UUID_LENGTH + 1)));
    }

    @Override
    public String toString() {
        return value;
    }
}
