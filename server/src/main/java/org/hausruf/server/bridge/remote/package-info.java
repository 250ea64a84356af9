/// The media server as a LiveKit server elsewhere: asked over Twirp, heard by signed webhooks.
///
/// Webhooks get lost and a server may be away: what counts in the end is what it says when [RoomWatch] asks. Nothing in
/// here decides about a call, and rooms that are not named as ours are left alone: the server may have other users.
@NullMarked
package org.hausruf.server.bridge.remote;

import org.jspecify.annotations.NullMarked;
