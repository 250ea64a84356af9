/// WebRTC protocols as pure state machines: no socket, no thread, no clock in here.
@NullMarked
package org.hausruf.rtc;

import org.jspecify.annotations.NullMarked;
