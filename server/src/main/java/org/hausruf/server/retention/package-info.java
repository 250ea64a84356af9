/// When offices forget what they do not keep: [RetentionJob], once a day. What that is, `office.retention` knows.
@NullMarked
package org.hausruf.server.retention;

import org.jspecify.annotations.NullMarked;
