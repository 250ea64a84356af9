package org.hausruf.sfu.speaker;

import java.util.List;

/// One room's speakers. Confined to the room's loop; call [#changes] every [#INTERVAL_NANOS].
@SuppressWarnings("DoNotCallSuggester") // bodies follow
public final class ActiveSpeakers {
    public static final long INTERVAL_NANOS = 400_000_000L;

    /// A participant may have several microphones; its loudest counts.
    public void add(String participantSid, SpeechLevel level) {
        throw new UnsupportedOperationException();
    }

    /// A microphone is gone; if it was the participant's last one and was heard, the next changes say that it stopped.
    public void remove(SpeechLevel level) {
        throw new UnsupportedOperationException();
    }

    /// Who speaks now, loudest first: for a participant that joins later.
    public List<SpeakerChange> current() {
        throw new UnsupportedOperationException();
    }

    /// What changed since the last call, loudest first, those who stopped last; mostly empty.
    public List<SpeakerChange> changes(long nowNanos) {
        throw new UnsupportedOperationException();
    }
}
