/// The media engine alone: a LiveKit-protocol server without database, product or Spring.
///
/// Settings come from the environment, one [Option] each; [RunningEngine] starts what they say and closes it again.
@NullMarked
package org.hausruf.engine;

import org.jspecify.annotations.NullMarked;
