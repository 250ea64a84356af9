/// The loop's clock as everything on it sees it: what time it is, and whom to call at which deadline.
///
/// Depends on nothing, so that what lives on a loop need not know it; tests bring a clock of their own.
@NullMarked
package org.hausruf.sfu.time;

import org.jspecify.annotations.NullMarked;
