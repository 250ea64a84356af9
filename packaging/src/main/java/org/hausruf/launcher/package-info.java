/// Starts the one file that `./hausruf package` makes: unpacks the program once, has the JVM make an archive of its
/// classes once, and then becomes it.
@NullMarked
package org.hausruf.launcher;

import org.jspecify.annotations.NullMarked;
