/// What a loop counts: packets in and out, and why packets were dropped.
@NullMarked
package org.hausruf.sfu.stats;

import org.jspecify.annotations.NullMarked;
