/// A private PostgreSQL as a child process, durable by default. Usable as a library.
@NullMarked
package org.hausruf.postgres;

import org.jspecify.annotations.NullMarked;
