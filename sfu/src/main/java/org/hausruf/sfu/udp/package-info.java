/// The network: UDP datagrams in and out of fixed off-heap slots. The only package of the engine that does I/O.
///
/// Deliberately absent: blocking sends (a full socket buffer drops, as the network would), native batches (they
/// will be another [org.hausruf.sfu.udp.DatagramIo]), TCP.
@NullMarked
package org.hausruf.sfu.udp;

import org.jspecify.annotations.NullMarked;
