/// The database: who may open a transaction, as whom, and what can be looked up before a tenant is known.
///
/// [Database] migrates as the owner and works as `hausruf_app`; [Transactions] opens each unit of work with the
/// caller's tenant, user and capacity set, which the row-level policies of the migrations read; [Resolver] asks the
/// few functions that answer ids across tenants. [Export] writes all of it into an [ExportFile], and [Import] puts
/// that into another database. Nothing else gets a connection. No SQL of a feature is in here.
@NullMarked
package org.hausruf.office.db;

import org.jspecify.annotations.NullMarked;
