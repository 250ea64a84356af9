/// Starts the one file that `./hausruf package` makes: unpacks the program once, has the JVM make an archive of its
/// classes once, and then becomes it. No shell, no second process, no Windows; of the server it knows its jar's name
/// and
/// the word `check`.
@NullMarked
package org.hausruf.launcher;

import org.jspecify.annotations.NullMarked;
