/// A private PostgreSQL as a child process, durable by default. Usable as a library.
///
/// [org.hausruf.postgres.EmbeddedPostgres#start] takes a directory and answers with the logins of the database that
/// lives there. It unpacks the bundled program once, makes the cluster once, and owns both while it holds the
/// directory's lock: whatever runs there then is its own and may be stopped.
///
/// Not in here: SQL of the product, connection pools, migrations, dumps (the bundle has no dump tool), and the
/// superuser, who has no password, so that nobody can sign in as it.
@NullMarked
package org.hausruf.postgres;

import org.jspecify.annotations.NullMarked;
