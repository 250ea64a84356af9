/// How one subscriber's line is shared out among the videos that it is to get. Numbers in, numbers out: knows neither
/// packets nor rooms.
@NullMarked
package org.hausruf.sfu.allocate;

import org.jspecify.annotations.NullMarked;
