package org.hausruf.sfu.room;

/// What came of a wish to join.
public sealed interface JoinResult {
    record Joined(Participant participant) implements JoinResult {}

    record RoomFull() implements JoinResult {}

    record RoomOver() implements JoinResult {}
}
