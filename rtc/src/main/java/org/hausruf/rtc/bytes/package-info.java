/// Big-endian numbers in off-heap memory, addressed as base segment plus offset so that nothing is allocated.
@NullMarked
package org.hausruf.rtc.bytes;

import org.jspecify.annotations.NullMarked;
