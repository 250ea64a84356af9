package org.hausruf.server;

import java.util.List;

/// What happens in a [RingStory]. No step names a call by its id: which one it means is looked up when it is done, so
/// that a seed makes the same steps whatever came of those before. Who is meant is a number in [RingPeople#all].
sealed interface RingStep {
    /// What a party may ask for. `END_ROOM` names the call by its room, which REST does not know.
    enum Verb {
        ACCEPT,
        DECLINE,
        CANCEL,
        END,
        END_ROOM;

        String event() {
            return switch (this) {
                case ACCEPT -> "accept-call";
                case DECLINE -> "decline-call";
                case CANCEL -> "cancel-call";
                case END, END_ROOM -> "end-call";
            };
        }

        String path() {
            return switch (this) {
                case ACCEPT -> "/accept";
                case DECLINE -> "/decline";
                case CANCEL -> "/cancel";
                case END, END_ROOM -> "/end";
            };
        }
    }

    /// @param by the number of a device; who has no device with that number asks over REST
    record Ring(int who, int by, int whom) implements RingStep {}

    /// @param by as in [Ring]
    /// @param pick a call of anybody's; negative: the latest of their own
    record Ask(Verb verb, int who, int by, int pick) implements RingStep {}

    /// A device connects, if there are not three.
    record Arrive(int who) implements RingStep {}

    /// A device goes, if there is one.
    record Leave(int who) implements RingStep {}

    /// Whether they do not want to be disturbed.
    record Disturb(int who, boolean unwelcome) implements RingStep {}

    record Pass(int seconds) implements RingStep {}

    /// The server stops and starts; whoever had a device has it again.
    record Restart() implements RingStep {}

    /// Each on a thread of its own.
    record AtOnce(List<RingStep> steps) implements RingStep {
        public AtOnce {
            steps = List.copyOf(steps);
        }
    }
}
