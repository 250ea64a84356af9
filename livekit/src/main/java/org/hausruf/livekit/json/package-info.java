/// Protobuf messages that strangers write in JSON.
@NullMarked
package org.hausruf.livekit.json;

import org.jspecify.annotations.NullMarked;
