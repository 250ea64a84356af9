package org.hausruf.office.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.hausruf.testkit.ThrowawayDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Reads PostgreSQL's own catalogue, so that a table of tomorrow without protection fails the build. Each query names
/// what is wrong; nothing may be. A table is on the short list here, or it has all of this.
final class CatalogueTest {
    /// `tenants` is protected like the others, by its own id; Flyway's history is the owner's alone.
    private static final String TENANT_TABLES = """
            with tenant_table as (
                select c.oid, c.relname::text as name, c.relrowsecurity, c.relforcerowsecurity,
                       case c.relname when 'tenants' then 'id' else 'tenant_id' end as tenant_column
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relkind in ('r', 'p') and n.nspname = 'public' and c.relname <> 'flyway_schema_history')
            """;

    private static final ThrowawayDatabase DATABASE = Migrated.database();

    @AfterAll
    static void drop() {
        DATABASE.close();
    }

    @Test
    void thereAreTables() throws SQLException {
        assertThat(Sql.column(DATABASE.owner(), TENANT_TABLES + "select name from tenant_table"))
                .contains("tenants", "video_calls", "video_call_invites", "video_call_participants");
    }

    @Test
    void nothingLivesOutsideOfTheSchemaThatThisTestReads() throws SQLException {
        nothingIn("""
                select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname not in ('public', 'information_schema') and n.nspname !~ '^pg_'
                union all
                select 'neither table nor index nor sequence: ' || c.relname
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = 'public' and c.relkind not in ('r', 'p', 'i', 'I', 'S')
                """);
    }

    @Test
    void everyTableNamesItsTenant() throws SQLException {
        nothingIn(TENANT_TABLES + """
                select t.name from tenant_table t
                where not exists (
                    select from pg_attribute a where a.attrelid = t.oid and a.attname = t.tenant_column
                      and a.attnotnull and a.atttypid = 'uuid'::regtype)
                """);
    }

    @Test
    void everyTableHasRowSecurityThatBindsItsOwnerToo() throws SQLException {
        nothingIn(TENANT_TABLES + """
                select name from tenant_table where not (relrowsecurity and relforcerowsecurity)
                """);
    }

    @Test
    void everyPolicyIsForOneOfTheTwoRoles() throws SQLException {
        nothingIn("""
                select tablename || '.' || policyname from pg_policies
                where roles <> '{hausruf_app}' and roles <> '{hausruf_resolver}'
                """);
    }

    @Test
    void everyPolicyOfTheAppStopsAtTheTenant() throws SQLException {
        nothingIn(TENANT_TABLES + """
                , own as (
                    select p.*, format('(%s = (current_setting(''app.tenant_id''::text))::uuid)', t.tenant_column) as stop
                    from pg_policies p join tenant_table t on t.name = p.tablename and p.schemaname = 'public'
                    where p.roles = '{hausruf_app}')
                select distinct tablename || '.' || policyname from own p
                where permissive = 'PERMISSIVE'
                  and not (coalesce(strpos(qual, stop) > 0, true) and coalesce(strpos(with_check, stop) > 0, true))
                  and not exists (
                    select from own r where r.tablename = p.tablename and r.permissive = 'RESTRICTIVE'
                      and r.cmd = 'ALL' and strpos(r.qual, stop) > 0
                      and coalesce(strpos(r.with_check, stop) > 0, true))
                """);
    }

    @Test
    void noTableIsWithoutAPolicyForTheApp() throws SQLException {
        nothingIn(TENANT_TABLES + """
                select name from tenant_table t where not exists (
                    select from pg_policies p where p.tablename = t.name and p.roles = '{hausruf_app}')
                """);
    }

    @Test
    void noPolicyForgivesAMissingSetting() throws SQLException {
        nothingIn("""
                select tablename || '.' || policyname from pg_policies
                where coalesce(qual, '') || coalesce(with_check, '') ~ 'current_setting\\([^)]*, *true'
                """);
    }

    /// But for the three functions by which an office forgets, whose policies stop at the tenant like the app's.
    @Test
    void theResolverOnlyReadsAndForgets() throws SQLException {
        nothingIn("""
                select tablename || '.' || policyname from pg_policies
                where roles = '{hausruf_resolver}' and cmd <> 'SELECT'
                  and not (qual like '%(tenant_id = (current_setting(''app.tenant_id''::text))::uuid)%'
                           and (tablename, policyname, cmd) in (
                               ('audit_log', 'resolver_trims', 'DELETE'), ('audit_log', 'resolver_erases', 'UPDATE'),
                               ('video_call_invites', 'resolver_erases', 'UPDATE')))
                union all
                select table_name || ': ' || privilege_type from information_schema.table_privileges
                where grantee = 'hausruf_resolver' and (table_name, privilege_type) <> ('audit_log', 'DELETE')
                union all
                select table_name || '.' || column_name || ': ' || privilege_type
                from information_schema.column_privileges
                where grantee = 'hausruf_resolver' and privilege_type <> 'SELECT'
                  and (table_name, column_name) not in (
                      ('audit_log', 'actor_name'), ('audit_log', 'object_name'), ('audit_log', 'detail'),
                      ('video_call_invites', 'invitee_email'), ('video_call_invites', 'invitee_name'),
                      ('video_call_invites', 'guest_name'), ('video_call_invites', 'status'),
                      ('video_call_invites', 'token_hash'), ('video_call_invites', 'rejoin_secret_hash'),
                      ('video_call_invites', 'send_error'), ('video_call_invites', 'message_id'),
                      ('video_call_invites', 'mail_report'), ('video_call_invites', 'earlier_token_hash'))
                """);
    }

    @Test
    void foreignKeysCarryTheTenant() throws SQLException {
        nothingIn(TENANT_TABLES + """
                select k.conname::text from pg_constraint k
                join tenant_table child on child.oid = k.conrelid
                join tenant_table parent on parent.oid = k.confrelid
                where k.contype = 'f' and not exists (
                    select from unnest(k.conkey, k.confkey) as pair (here, there)
                    join pg_attribute a on a.attrelid = child.oid and a.attnum = pair.here
                    join pg_attribute b on b.attrelid = parent.oid and b.attnum = pair.there
                    where a.attname = child.tenant_column and b.attname = parent.tenant_column)
                """);
    }

    @Test
    void whatIsPointedAtByAnIdHasAForeignKey() throws SQLException {
        nothingIn(TENANT_TABLES + """
                select t.name || '.' || a.attname from tenant_table t
                join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
                where a.attname ~ '_id$' and a.atttypid = 'uuid'::regtype and not exists (
                    select from pg_constraint k
                    where k.contype = 'f' and k.conrelid = t.oid and a.attnum = any (k.conkey))
                """);
    }

    @Test
    void theRolesAreOrdinary() throws SQLException {
        nothingIn("""
                select rolname::text from pg_roles
                where rolname in ('hausruf_owner', 'hausruf_app', 'hausruf_resolver')
                  and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)
                union all
                select 'hausruf_resolver signs in' from pg_roles where rolname = 'hausruf_resolver' and rolcanlogin
                union all
                select member::regrole || ' is in ' || roleid::regrole from pg_auth_members
                where member in ('hausruf_app'::regrole, 'hausruf_resolver'::regrole)
                """);
    }

    @Test
    void theAppOwnsNothing() throws SQLException {
        nothingIn("""
                select relname::text from pg_class where relowner = 'hausruf_app'::regrole
                union all select proname::text from pg_proc where proowner = 'hausruf_app'::regrole
                union all select typname::text from pg_type where typowner = 'hausruf_app'::regrole
                union all select nspname::text from pg_namespace where nspowner = 'hausruf_app'::regrole
                union all select datname::text from pg_database where datdba = 'hausruf_app'::regrole
                """);
    }

    @Test
    void theAppMayChangeRowsAndNothingElse() throws SQLException {
        nothingIn("""
                select table_name || ': ' || privilege_type from information_schema.table_privileges
                where grantee = 'hausruf_app' and privilege_type not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
                union all
                select 'creates in ' || nspname from pg_namespace
                where has_schema_privilege('hausruf_app', oid, 'create')
                union all
                select 'temporary tables' where has_database_privilege('hausruf_app', current_database(), 'temporary')
                union all
                select 'creates schemas' where has_database_privilege('hausruf_app', current_database(), 'create')
                union all
                select 'flyway_schema_history'
                where has_any_column_privilege('hausruf_app', 'flyway_schema_history', 'select, insert, update')
                """);
    }

    @Test
    void everybodyElseMayNothing() throws SQLException {
        nothingIn("""
                select table_name || ': ' || grantee from information_schema.table_privileges
                where table_schema = 'public' and grantee not in ('hausruf_owner', 'hausruf_app')
                  and (table_name, grantee, privilege_type) <> ('audit_log', 'hausruf_resolver', 'DELETE')
                union all
                select p.oid::regprocedure::text from pg_proc p
                where p.pronamespace = 'public'::regnamespace
                  and exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g where g.grantee = 0)
                union all
                select 'schema public' from pg_namespace n, aclexplode(n.nspacl) g
                where n.nspname = 'public' and g.grantee = 0 and g.privilege_type = 'CREATE'
                """);
    }

    @Test
    void functionsThatCrossTenantsBelongToTheResolverAndFixTheirSearchPath() throws SQLException {
        assertThat(Sql.column(
                        DATABASE.owner(),
                        "select proname from pg_proc where prosecdef and pronamespace = 'public'::regnamespace"))
                .isNotEmpty();
        nothingIn("""
                select p.oid::regprocedure::text from pg_proc p
                where p.prosecdef and (
                    p.proowner <> 'hausruf_resolver'::regrole
                    or p.proconfig is null
                    or not exists (
                        select from unnest(p.proconfig) setting
                        where setting ~ '^search_path=(pg_catalog, )?public, pg_temp$'))
                """);
    }

    @Test
    void functionsThatCrossTenantsAnswerIdsAlone() throws SQLException {
        nothingIn("""
                select p.oid::regprocedure::text from pg_proc p
                where p.prosecdef and not (
                    p.prorettype = 'uuid'::regtype
                    or (p.prorettype = 'record'::regtype and not exists (
                        select from unnest(p.proallargtypes, p.proargmodes) as argument (type, mode)
                        where mode in ('o', 'b', 't') and type <> 'uuid'::regtype)))
                """);
    }

    @Test
    void theResolverOwnsNothingButThoseFunctions() throws SQLException {
        nothingIn("""
                select relname::text from pg_class where relowner = 'hausruf_resolver'::regrole
                union all
                select p.oid::regprocedure::text from pg_proc p
                where p.proowner = 'hausruf_resolver'::regrole and not p.prosecdef
                union all
                select 'creates in ' || nspname from pg_namespace
                where has_schema_privilege('hausruf_resolver', oid, 'create')
                """);
    }

    private static void nothingIn(String offenders) throws SQLException {
        assertThat(Sql.column(DATABASE.owner(), offenders)).isEmpty();
    }
}
