/// Who speaks: levels out of the audio-level header extension (RFC 6464), and once per interval who changed.
///
/// Works on RTP timestamps, so that lost packets and DTX pauses do not count as silence or speech.
@NullMarked
package org.hausruf.sfu.speaker;

import org.jspecify.annotations.NullMarked;
