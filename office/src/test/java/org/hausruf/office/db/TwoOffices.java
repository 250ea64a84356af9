package org.hausruf.office.db;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hausruf.office.Caller;
import org.hausruf.office.InviteId;
import org.hausruf.office.TenantId;
import org.hausruf.office.UserId;
import org.hausruf.testkit.ThrowawayDatabase;

/// A database with at least one row of each kind in every table, and who may be meant to see it.
///
/// Rows are put in as the owner, whom FORCE is lifted for meanwhile, so that what is there does not depend on the
/// policies under test.
final class TwoOffices implements AutoCloseable {
    /// Whose row it is, seen from Anna, who hosts a call, and Gil, who holds an invite to it.
    enum Whose {
        /// Anna's, and Gil's business: her call, his invite, her name and her stay.
        OWN,
        /// Anna's, and not Gil's business: another guest's invite and stay.
        HOSTS,
        /// Gil's, and not Anna's business: what he did himself.
        GUESTS,
        /// Of Ben, in the same office.
        COLLEAGUES,
        /// Of Carla, in another office.
        FOREIGN
    }

    /// @param ctid where it lies, which is its name here: not all tables have an id
    /// @param json all of its columns
    record Row(String table, Whose whose, String ctid, String json) {}

    static final TenantId TENANT = new TenantId(id("office"));
    static final UserId ANNA = new UserId(id("anna"));
    static final InviteId GIL = new InviteId(id("invite of gil"));

    static final Caller VISITOR = Caller.visitor(TENANT);
    static final Caller GUEST = Caller.guest(TENANT, GIL);
    static final Caller USER = Caller.user(TENANT, ANNA);
    static final Caller ADMIN = Caller.admin(TENANT, ANNA);
    static final Caller SYSTEM = Caller.system(TENANT);

    private final ThrowawayDatabase database = Migrated.database();
    private final List<Row> rows = new ArrayList<>();
    private final List<String> tables;

    /// A pool of the app role's; whoever opens it closes it.
    Database connect() {
        var app = database.app();
        return Database.connect(new Login(app.jdbcUrl(), app.user(), app.password()));
    }

    TwoOffices() throws SQLException {
        try (var owner = Sql.connect(database.owner())) {
            tables = Sql.column(owner, """
                    select relname from pg_class
                    where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
                      and relname <> 'flyway_schema_history' order by relname""");
            for (var table : tables) Sql.execute(owner, "alter table " + table + " no force row level security");
            office(owner, "office");
            person(owner, "office", "anna");
            key(owner, "office", "anna");
            meeting(owner, "office", "anna", "gil");
            remember(owner, Whose.OWN);
            deed(owner, "office", "user", "anna");
            guest(owner, "office", "anna", "gus");
            stay(owner, "office", "anna", "gil");
            remember(owner, Whose.HOSTS);
            deed(owner, "office", "guest", "invite of gil");
            remember(owner, Whose.GUESTS);
            person(owner, "office", "ben");
            deed(owner, "office", "user", "ben");
            key(owner, "office", "ben");
            meeting(owner, "office", "ben", "gerd");
            stay(owner, "office", "ben", "gerd");
            remember(owner, Whose.COLLEAGUES);
            ring(owner, "office", "anna", "ben");
            remember(owner, Whose.OWN);
            person(owner, "office", "bea");
            ring(owner, "office", "ben", "bea");
            remember(owner, Whose.COLLEAGUES);
            office(owner, "other office");
            person(owner, "other office", "carla");
            deed(owner, "other office", "user", "carla");
            key(owner, "other office", "carla");
            meeting(owner, "other office", "carla", "gerta");
            stay(owner, "other office", "carla", "gerta");
            person(owner, "other office", "cleo");
            ring(owner, "other office", "carla", "cleo");
            remember(owner, Whose.FOREIGN);
            for (var table : tables) Sql.execute(owner, "alter table " + table + " force row level security");
        }
    }

    ThrowawayDatabase database() {
        return database;
    }

    /// All but Flyway's, by name.
    List<String> tables() {
        return tables;
    }

    List<Row> rows(String table) {
        return rows.stream().filter(row -> row.table().equals(table)).toList();
    }

    @Override
    public void close() {
        database.close();
    }

    static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(UTF_8));
    }

    private static void office(Connection owner, String name) throws SQLException {
        Sql.execute(owner, """
                insert into tenants (id, name, accent_color, time_zone, welcome_de, welcome_en, sentence_de, sentence_en)
                values ('%s', '%s', '#112233', 'Europe/Berlin', 'Hallo', 'Hello', '', '')""".formatted(id(name), name));
        Sql.execute(owner, """
                insert into tenant_tiles (tenant_id, position, icon, text_de, text_en)
                values ('%s', 1, 'lock', 'zu', 'closed')""".formatted(id(name)));
        Sql.execute(owner, """
                insert into tenant_origins (tenant_id, origin) values ('%s', 'https://crm.example')""".formatted(id(name)));
        Sql.execute(owner, """
                insert into tenant_call_settings (tenant_id) values ('%s')""".formatted(id(name)));
        Sql.execute(owner, """
                insert into tenant_retention (tenant_id, audit_log_days) values ('%s', 365)""".formatted(id(name)));
        Sql.execute(owner, """
                insert into webhooks (id, tenant_id, url, enabled, secret, created_at)
                values ('%s', '%s', 'https://crm.example', true, sha256('x'), now())""".formatted(id("webhook of " + name), id(name)));
        Sql.execute(owner, """
                insert into token_issuers (id, tenant_id, issuer, audience, secret, email_claim, email_trusted, created_at)
                values ('%s', '%s', 'https://id.example', 'crm', sha256('x'), 'email', false, now())""".formatted(id("issuer of " + name), id(name)));
        Sql.execute(owner, """
                insert into sender_identities (id, tenant_id, email, display_name, token_hash, expires_at, created_at)
                values ('%s', '%s', 'office@example.com', 'x', sha256('x'), now(), now())""".formatted(id("sender of " + name), id(name)));
        Sql.execute(owner, """
                insert into sign_in_providers (id, tenant_id, name, issuer, client_id, client_secret, email_trusted,
                    asks_second_factor, join_domains, created_at)
                values ('%s', '%s', 'Id', 'https://id.example', 'crm', sha256('x'), false, true, '{}', now())""".formatted(id("provider of " + name), id(name)));
        Sql.execute(owner, """
                insert into tenant_logos (tenant_id, kind, media_type, bytes)
                values ('%s', 'logo-light', 'image/png', '\\x00')""".formatted(id(name)));
    }

    /// Something that was written down, done to oneself.
    private static void deed(Connection owner, String office, String kind, String who) throws SQLException {
        Sql.execute(owner, """
                insert into audit_log (id, tenant_id, at, event, actor_kind, actor_id, object_kind, object_id, detail)
                values ('%s', '%s', now(), '%s', '%s', '%5$s', 'user', '%5$s', '{}')""".formatted(
                id("deed of " + who), id(office), kind.equals("guest") ? "guest-claimed" : "factor-on", kind, id(who)));
    }

    /// A call that nobody answered, made from the book.
    private static void ring(Connection owner, String office, String from, String to) throws SQLException {
        Sql.execute(
                owner, """
                insert into call_log (id, tenant_id, room_name, from_user_id, to_user_id, contact_id, media, status,
                    end_reason, started_at, ring_until, ended_at)
                values ('%s', '%s', 'ring of %s', '%s', '%s', '%s', 'audio', 'MISSED', 'no-answer', now(), now(), now())
                """.formatted(id("ring of " + from), id(office), from, id(from), id(to), id("contact " + from)));
        Sql.execute(owner, """
                insert into webhook_deliveries (id, tenant_id, webhook_id, call_id, event, step, body, state,
                    next_attempt_at, created_at)
                values ('%s', '%s', '%s', '%s', 'call.ended', 3, '{}', 'pending', now(), now())
                """.formatted(
                        id("event of " + from), id(office), id("webhook of " + office), id("ring of " + from)));
    }

    /// Made by that person, and used for them.
    private static void key(Connection owner, String office, String name) throws SQLException {
        Sql.execute(owner, """
                insert into api_keys (id, tenant_id, name, secret_hash, created_by_user_id)
                values ('%s', '%s', 'CRM', sha256('key'), '%s')""".formatted(id("key of " + name), id(office), id(name)));
        Sql.execute(owner, """
                insert into sessions (id, tenant_id, user_id, api_key_id, access_token_hash, access_token_expires_at,
                    client, expires_at)
                values ('%s', '%s', '%s', '%s', sha256('%s'), now(), '', now())""".formatted(
                        id("call token " + name), id(office), id(name), id("key of " + name), "call token " + name));
    }

    private static void person(Connection owner, String office, String name) throws SQLException {
        var user = id(name);
        Sql.execute(owner, """
                insert into users (id, tenant_id, email, display_name, role)
                values ('%s', '%s', '%s@example.com', '%s', 'member')""".formatted(user, id(office), name, name));
        Sql.execute(owner, """
                insert into user_presence (tenant_id, user_id, do_not_disturb) values ('%s', '%s', true)""".formatted(id(office), user));
        Sql.execute(owner, """
                insert into contacts (id, tenant_id, kind, name, linked_user_id)
                values ('%s', '%s', 'contact', '%s', '%s')""".formatted(id("contact " + name), id(office), name, user));
        Sql.execute(owner, """
                insert into user_passwords (tenant_id, user_id, argon2id) values ('%s', '%s', 'x')""".formatted(id(office), user));
        Sql.execute(owner, """
                insert into second_factors (tenant_id, user_id, secret, begun_at) values ('%s', '%s', 'x', now())""".formatted(id(office), user));
        Sql.execute(owner, """
                insert into recovery_codes (tenant_id, user_id, code_hash) values ('%s', '%s', sha256('x'))""".formatted(id(office), user));
        Sql.execute(owner, """
                insert into password_resets (id, tenant_id, user_id, token_hash, expires_at)
                values ('%s', '%s', '%s', sha256('x'), now())""".formatted(id("reset " + name), id(office), user));
        Sql.execute(owner, """
                insert into user_invites (id, tenant_id, email, role, language, token_hash, invited_by_user_id, expires_at)
                values ('%s', '%s', 'friend-of-%s@example.com', 'member', 'de', sha256('x'), '%s', now())""".formatted(id("friend of " + name), id(office), name, user));
        Sql.execute(owner, """
                insert into sessions (id, tenant_id, user_id, cookie_hash, access_token_hash, access_token_expires_at,
                    client, expires_at)
                values ('%s', '%s', '%s', sha256('%s'), sha256('%s'), now(), '', now())""".formatted(id("session " + name), id(office), user, "cookie " + name, "token " + name));
        Sql.execute(owner, """
                insert into push_subscriptions (id, tenant_id, user_id, session_id, endpoint, p256dh, auth, label, language)
                values ('%s', '%s', '%s', '%s', 'https://push.example/%s', '%s', '%s', 'x', 'de')""".formatted(
                id("push " + name), id(office), user, id("session " + name), name, "B".repeat(87), "a".repeat(22)));
        Sql.execute(owner, """
                insert into token_people (tenant_id, issuer_id, subject, user_id, created_at)
                values ('%s', '%s', '%s', '%s', now())""".formatted(id(office), id("issuer of " + office), name, user));
        Sql.execute(owner, """
                insert into provider_people (tenant_id, provider_id, subject, user_id, created_at)
                values ('%s', '%s', '%s', '%s', now())""".formatted(id(office), id("provider of " + office), name, user));
        Sql.execute(owner, """
                insert into user_outbound_identities (id, tenant_id, user_id, email, display_name, verified_at)
                values ('%s', '%s', '%s', '%s@example.com', 'x', now())""".formatted(id("identity " + name), id(office), user, name));
    }

    /// A call with its host inside and one guest invited.
    private static void meeting(Connection owner, String office, String host, String guest) throws SQLException {
        Sql.execute(owner, """
                insert into video_calls (id, tenant_id, host_user_id, title, livekit_room_name)
                values ('%s', '%s', '%s', 'secret of %s', 'room of %s')""".formatted(id("call of " + host), id(office), id(host), host, host));
        Sql.execute(owner, """
                insert into video_call_participants
                    (id, tenant_id, call_id, user_id, email, display_name, role, participant_sid)
                values ('%s', '%s', '%s', '%s', 'x@example.com', 'x', 'host', 'PA_%s')""".formatted(id("stay of " + host), id(office), id("call of " + host), id(host), host));
        guest(owner, office, host, guest);
    }

    private static void guest(Connection owner, String office, String host, String guest) throws SQLException {
        Sql.execute(owner, """
                insert into video_call_invites
                    (id, tenant_id, call_id, invited_by_user_id, invitee_email, language, token_hash, sender_id)
                values ('%s', '%s', '%s', '%s', '%s@example.com', 'de', sha256('x'), '%s')""".formatted(
                        id("invite of " + guest),
                        id(office),
                        id("call of " + host),
                        id(host),
                        guest,
                        id("sender of " + office)));
        Sql.execute(owner, """
                insert into video_call_waits (invite_id, tenant_id, call_id, state, asked_at, seen_at)
                values ('%s', '%s', '%s', 'waiting', now(), now())""".formatted(id("invite of " + guest), id(office), id("call of " + host)));
    }

    private static void stay(Connection owner, String office, String host, String guest) throws SQLException {
        Sql.execute(owner, """
                insert into video_call_participants
                    (id, tenant_id, call_id, invite_id, email, display_name, role, participant_sid)
                values ('%s', '%s', '%s', '%s', 'x@example.com', 'x', 'guest', 'PA_%s')""".formatted(
                        id("stay of " + guest), id(office), id("call of " + host), id("invite of " + guest), guest));
    }

    /// Whatever is in the tables now and was not before is `whose`.
    private void remember(Connection owner, Whose whose) throws SQLException {
        for (var table : tables) {
            Set<String> known = new HashSet<>();
            for (var row : rows(table)) known.add(row.ctid());
            for (var ctid : Sql.column(owner, "select ctid from " + table)) {
                if (known.contains(ctid)) continue;
                var json = Sql.column(owner, "select to_jsonb(t) from " + table + " t where ctid = '" + ctid + "'");
                rows.add(new Row(table, whose, ctid, json.getFirst()));
            }
        }
    }
}
