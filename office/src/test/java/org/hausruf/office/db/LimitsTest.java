package org.hausruf.office.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.Limits;
import org.hausruf.office.TimeZones;
import org.hausruf.office.identity.TokenIssuers;
import org.hausruf.office.videocall.Schedule;
import org.junit.jupiter.api.Test;

/// The same limits stand in [Limits], in the database and in the web app, none of which can read the others'.
final class LimitsTest {
    private static final Path WEB = Path.of("../web/packages/api/src/limits.ts");
    private static final Pattern AT_MOST = Pattern.compile("\\blength\\((\\w+)\\) <= (\\d+)");
    private static final Pattern ENTRY = Pattern.compile("(\\w+): (\\d+)");

    @Test
    void theDatabaseTakesWhatTheServicesTake() throws SQLException {
        var stored = new TreeMap<String, Integer>();
        try (var database = Migrated.database()) {
            for (var line : Sql.column(database.owner(), """
                    select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint
                    where contype = 'c' and connamespace = 'public'::regnamespace""")) {
                var limit = AT_MOST.matcher(line);
                while (limit.find()) {
                    stored.put(line.replaceAll(" .*", ".") + limit.group(1), Integer.valueOf(limit.group(2)));
                }
            }
        }

        assertThat(stored).containsExactlyInAnyOrderEntriesOf(expected());
    }

    private static Map<String, Integer> expected() {
        return Map.ofEntries(
                Map.entry("video_calls.title", Limits.MAX_TITLE_LENGTH),
                Map.entry("users.display_name", Limits.MAX_NAME_LENGTH),
                Map.entry("user_outbound_identities.display_name", Limits.MAX_NAME_LENGTH),
                Map.entry("video_call_invites.invitee_name", Limits.MAX_NAME_LENGTH),
                Map.entry("video_call_invites.guest_name", Limits.MAX_NAME_LENGTH),
                Map.entry("video_call_participants.display_name", Limits.MAX_NAME_LENGTH),
                Map.entry("users.time_zone", TimeZones.MAX_LENGTH),
                Map.entry("video_calls.time_zone", TimeZones.MAX_LENGTH),
                Map.entry("users.email", EmailAddress.MAX_LENGTH),
                Map.entry("user_outbound_identities.email", EmailAddress.MAX_LENGTH),
                Map.entry("video_call_invites.invitee_email", EmailAddress.MAX_LENGTH),
                Map.entry("user_invites.email", EmailAddress.MAX_LENGTH),
                Map.entry("sessions.client", Limits.MAX_CLIENT_LENGTH),
                Map.entry("contacts.email", EmailAddress.MAX_LENGTH),
                Map.entry("contacts.name", Limits.MAX_NAME_LENGTH),
                Map.entry("api_keys.name", Limits.MAX_NAME_LENGTH),
                Map.entry("audit_log.actor_name", Limits.MAX_NAME_LENGTH),
                Map.entry("audit_log.object_name", EmailAddress.MAX_LENGTH),
                Map.entry("contacts.company", Limits.MAX_NAME_LENGTH),
                Map.entry("push_subscriptions.label", Limits.MAX_NAME_LENGTH),
                Map.entry("push_subscriptions.endpoint", Limits.MAX_ENDPOINT_LENGTH),
                Map.entry("sender_identities.email", EmailAddress.MAX_LENGTH),
                Map.entry("sender_identities.reply_to", EmailAddress.MAX_LENGTH),
                Map.entry("sender_identities.display_name", Limits.MAX_NAME_LENGTH),
                // What no person types is bounded in the database alone.
                Map.entry("call_log.participant_identity", 80),
                Map.entry("call_log.recording_url", 2000),
                Map.entry("call_log.room_name", 80),
                Map.entry("call_log.room_sid", 80),
                Map.entry("call_log.track_sid", 80),
                Map.entry("contacts.phone", Limits.MAX_PHONE_LENGTH),
                Map.entry("sessions.network", 60),
                Map.entry("tenant_origins.origin", 200),
                Map.entry("tenant_tiles.text_de", Limits.MAX_TILE_LENGTH),
                Map.entry("tenant_tiles.text_en", Limits.MAX_TILE_LENGTH),
                Map.entry("webhook_deliveries.body", 8000),
                Map.entry("webhook_deliveries.last_answer", 1024),
                Map.entry("token_issuers.audience", Limits.MAX_CLAIM_VALUE_LENGTH),
                Map.entry("token_issuers.email_claim", Limits.MAX_CLAIM_LENGTH),
                Map.entry("token_issuers.issuer", Limits.MAX_ISSUER_LENGTH),
                Map.entry("token_issuers.jwks_url", Limits.MAX_URL_LENGTH),
                Map.entry("token_issuers.tenant_claim", Limits.MAX_CLAIM_LENGTH),
                Map.entry("token_issuers.tenant_value", Limits.MAX_CLAIM_VALUE_LENGTH),
                Map.entry("token_people.subject", TokenIssuers.MAX_SUBJECT_LENGTH),
                Map.entry("sign_in_providers.name", Limits.MAX_NAME_LENGTH),
                Map.entry("sign_in_providers.issuer", Limits.MAX_ISSUER_LENGTH),
                Map.entry("sign_in_providers.client_id", Limits.MAX_CLAIM_VALUE_LENGTH),
                Map.entry("provider_people.subject", TokenIssuers.MAX_SUBJECT_LENGTH),
                Map.entry("webhooks.url", Limits.MAX_URL_LENGTH),
                Map.entry("tenants.name", Limits.MAX_NAME_LENGTH),
                Map.entry("tenants.sentence_de", Limits.MAX_SENTENCE_LENGTH),
                Map.entry("tenants.sentence_en", Limits.MAX_SENTENCE_LENGTH),
                Map.entry("tenants.welcome_de", Limits.MAX_WELCOME_LENGTH),
                Map.entry("tenants.welcome_en", Limits.MAX_WELCOME_LENGTH),
                Map.entry("sender_identities.message_id", 100),
                Map.entry("sender_identities.send_error", 40),
                Map.entry("user_invites.message_id", 100),
                Map.entry("video_call_invites.message_id", 100),
                Map.entry("video_call_invites.send_error", 40),
                Map.entry("video_call_participants.participant_sid", 80));
    }

    @Test
    void thePagesTakeWhatTheServicesTake() throws IOException {
        var shown = new TreeMap<String, Integer>();
        var entry = ENTRY.matcher(Files.readString(WEB));
        while (entry.find()) shown.put(entry.group(1), Integer.valueOf(entry.group(2)));

        assertThat(shown)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("title", Limits.MAX_TITLE_LENGTH),
                        Map.entry("name", Limits.MAX_NAME_LENGTH),
                        Map.entry("email", EmailAddress.MAX_LENGTH),
                        Map.entry("phone", Limits.MAX_PHONE_LENGTH),
                        Map.entry("welcome", Limits.MAX_WELCOME_LENGTH),
                        Map.entry("sentence", Limits.MAX_SENTENCE_LENGTH),
                        Map.entry("tile", Limits.MAX_TILE_LENGTH),
                        Map.entry("minPlanMinutes", Schedule.MIN_MINUTES),
                        Map.entry("maxPlanMinutes", Schedule.MAX_MINUTES),
                        Map.entry("minRetentionDays", Limits.MIN_RETENTION_DAYS),
                        Map.entry("minAuditRetentionDays", Limits.MIN_AUDIT_RETENTION_DAYS),
                        Map.entry("maxRetentionDays", Limits.MAX_RETENTION_DAYS)));
    }
}
