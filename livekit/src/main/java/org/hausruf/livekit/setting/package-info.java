/// How values of settings are written: addresses, lists, keys. Shared by the programs that start an engine, so that the
/// same text is taken or refused by each of them.
@NullMarked
package org.hausruf.livekit.setting;

import org.jspecify.annotations.NullMarked;
