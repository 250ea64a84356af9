/// What the operator chose: settings from environment and file, and the secrets the server made for itself.
///
/// Read once, before anything starts. A wrong value is refused in one line; a right one is typed from here on.
/// Nothing here knows Spring, and nothing secret is ever printed.
@NullMarked
package org.hausruf.server.config;

import org.jspecify.annotations.NullMarked;
