/// SRTP and SRTCP (RFC 3711, RFC 7714): one sender and one receiver per connection, packets protected in place
/// or straight into the send buffer.
///
/// The ciphers come from libcrypto through `java.lang.foreign`, or from the JDK where that is not found. Broken
/// packets give a negative number, never an exception. No key exchange in here: DTLS hands the keys in.
@NullMarked
package org.hausruf.rtc.srtp;

import org.jspecify.annotations.NullMarked;
