package org.hausruf.sfu.speaker;

import static java.util.Comparator.comparingDouble;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One room's speakers. Confined to the room's loop; call [#changes] every [#INTERVAL_NANOS].
public final class ActiveSpeakers {
    public static final long INTERVAL_NANOS = 400_000_000L;

    private static final int STEPS = 8;

    private final Map<String, Participant> participants = new LinkedHashMap<>();

    private static final class Participant {
        final List<SpeechLevel> microphones = new ArrayList<>();
        float told;

        /// Rounded up in steps, so that who is heard at all never rounds to silence.
        float level(long nowNanos) {
            double loudest = 0;
            for (SpeechLevel microphone : microphones) loudest = Math.max(loudest, microphone.level(nowNanos));
            return loudest < SpeechLevel.ACTIVE ? 0 : (float) Math.min(1, Math.ceil(loudest * STEPS) / STEPS);
        }
    }

    /// A participant may have several microphones; its loudest counts.
    public void add(String participantSid, SpeechLevel level) {
        participants
                .computeIfAbsent(participantSid, sid -> new Participant())
                .microphones
                .add(level);
    }

    /// A microphone is gone; if the participant was heard by no other, the next changes say that it stopped.
    public void remove(SpeechLevel level) {
        participants.values().forEach(participant -> participant.microphones.remove(level));
    }

    /// Who speaks now, loudest first: for a participant that joins later.
    public List<SpeakerChange> current() {
        List<SpeakerChange> speaking = new ArrayList<>();
        participants.forEach((sid, participant) -> {
            if (participant.told > 0) speaking.add(new SpeakerChange(sid, participant.told, true));
        });
        return loudestFirst(speaking);
    }

    /// What changed since the last call, loudest first, those who stopped last; mostly empty.
    public List<SpeakerChange> changes(long nowNanos) {
        List<SpeakerChange> changes = new ArrayList<>();
        participants.forEach((sid, participant) -> {
            float level = participant.level(nowNanos);
            if (level == participant.told) return;
            participant.told = level;
            changes.add(new SpeakerChange(sid, level, level > 0));
        });
        participants.values().removeIf(participant -> participant.microphones.isEmpty());
        return loudestFirst(changes);
    }

    private static List<SpeakerChange> loudestFirst(List<SpeakerChange> speakers) {
        speakers.sort(comparingDouble(SpeakerChange::level).reversed());
        return speakers;
    }
}
