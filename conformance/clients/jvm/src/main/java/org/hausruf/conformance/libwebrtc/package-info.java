/// libwebrtc, as browsers have it, in a JVM: with signalling of its own against any LiveKit-protocol server.
@NullMarked
package org.hausruf.conformance.libwebrtc;

import org.jspecify.annotations.NullMarked;
