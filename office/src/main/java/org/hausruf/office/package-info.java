/// The domain and its SQL: tenants, users, video calls, invites, participants, mail. No HTTP, no media.
@NullMarked
package org.hausruf.office;

import org.jspecify.annotations.NullMarked;
