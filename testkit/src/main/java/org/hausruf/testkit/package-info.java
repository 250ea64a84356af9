/// What tests of several modules share: a throw-away database. Not shipped.
@NullMarked
package org.hausruf.testkit;

import org.jspecify.annotations.NullMarked;
