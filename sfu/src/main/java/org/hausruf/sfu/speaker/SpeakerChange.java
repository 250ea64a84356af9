package org.hausruf.sfu.speaker;

/// How loud a participant now is.
///
/// @param level 0 (silent) to 1 (as loud as it gets), in steps of 1/8
public record SpeakerChange(String participantSid, float level, boolean active) {}
