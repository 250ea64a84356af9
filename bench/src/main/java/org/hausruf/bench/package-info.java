/// Micro and load benchmarks, dated results beside them. Not shipped.
@NullMarked
package org.hausruf.bench;

import org.jspecify.annotations.NullMarked;
