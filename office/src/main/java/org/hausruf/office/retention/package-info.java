/// How long an office keeps what has happened, and the work of forgetting it.
///
/// [RetentionRules] are what an admin sets; without them everything is kept. [Retention] removes what is older, one
/// bounded run in one transaction with its line of the audit log: a run is done or it is not. When that happens is the
/// server's business.
@NullMarked
package org.hausruf.office.retention;

import org.jspecify.annotations.NullMarked;
