/// Access tokens: JWTs signed with HS256 and nothing else, LiveKit's claims. No I/O and no clock in here.
@NullMarked
package org.hausruf.livekit.token;

import org.jspecify.annotations.NullMarked;
