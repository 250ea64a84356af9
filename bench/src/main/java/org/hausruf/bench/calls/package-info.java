/// Ringing calls under load: the product as a process of its own, and many signed-in devices here.
@NullMarked
package org.hausruf.bench.calls;

import org.jspecify.annotations.NullMarked;
