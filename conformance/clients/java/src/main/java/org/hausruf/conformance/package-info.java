/// LiveKit's server SDK for Java and Kotlin against any LiveKit-protocol server.
@NullMarked
package org.hausruf.conformance;

import org.jspecify.annotations.NullMarked;
