/// Event loops: one platform thread each, which owns its rooms whole.
@NullMarked
package org.hausruf.sfu.loop;

import org.jspecify.annotations.NullMarked;
