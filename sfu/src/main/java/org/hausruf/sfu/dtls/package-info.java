/// DTLS 1.2 server (RFC 6347, RFC 5764): BouncyCastle's blocking server on one virtual thread per connection.
///
/// Datagrams come in from the loop through a bounded queue; keys, data and datagrams to send go back as tasks of the
/// loop. No BouncyCastle code runs on a loop, and none per media packet.
@NullMarked
package org.hausruf.sfu.dtls;

import org.jspecify.annotations.NullMarked;
