/// What tests of several modules share. Not shipped.
@NullMarked
package org.hausruf.testkit;

import org.jspecify.annotations.NullMarked;
