/// LiveKit's protocol surface over the media core. Usable as a library in any Java program.
@NullMarked
package org.hausruf.livekit;

import org.jspecify.annotations.NullMarked;
