/// What an operator's probes ask: is the process alive, can it serve.
@NullMarked
package org.hausruf.server.ops;

import org.jspecify.annotations.NullMarked;
