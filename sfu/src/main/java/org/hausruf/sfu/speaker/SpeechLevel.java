package org.hausruf.sfu.speaker;

/// How loud one microphone is. Confined to the loop; allocates nothing.
public final class SpeechLevel {}
