/// One peer connection's path: ICE, DTLS, SCTP. Carries protected media without looking into it.
@NullMarked
package org.hausruf.sfu.transport;

import org.jspecify.annotations.NullMarked;
