/// LiveKit's server APIs: what its server SDKs ask over Twirp (<https://twitchtv.github.io/twirp/docs/spec_v7.html>),
/// apart from HTTP, which [org.hausruf.livekit.http.TwirpServlet] does.
///
/// A call comes in as bytes with what its token grants, goes to the engine as one or two method calls, and goes out as
/// bytes again. What we do not have (recording, ingress, SIP) is answered as a refusal that says so.
@NullMarked
package org.hausruf.livekit.twirp;

import org.jspecify.annotations.NullMarked;
