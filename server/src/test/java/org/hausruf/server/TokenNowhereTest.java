package org.hausruf.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.hausruf.office.Caller;
import org.hausruf.office.TenantId;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Login;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Searches everything that is kept for the clear secrets of an invite.
class TokenNowhereTest {
    private static final String REJOIN_SECRET = "rejoin".repeat(8);

    private final TestServer server = TestServer.shared();

    @Test
    void noInviteTokenIsInLogsDatabaseOrDataDirectory() throws IOException {
        var log = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        log.addAppender(lines);
        InviteLink link;
        try {
            link = aWholeInvite();
        } finally {
            log.detachAppender(lines);
        }

        assertThat(lines.list).as("something was logged").isNotEmpty();
        var secrets = List.of(link.token(), REJOIN_SECRET);
        for (var secret : secrets) {
            assertThat(lines.list).noneMatch(l -> (l.getFormattedMessage() + l.getKeyValuePairs()).contains(secret));
            assertThat(tablesWith(secret)).isEmpty();
        }
        assertThat(filesWith(secrets, server.data())).isEmpty();
        assertThat(filesWith(secrets, databaseFiles())).isEmpty();
        assertThat(tablesWith("s@guest.example"))
                .as("the search finds what is there")
                .isNotEmpty();
    }

    private InviteLink aWholeInvite() {
        var anna = server.anna();
        var call = anna.post("/api/video-calls", Map.of("title", "Secret")).text("callId");
        var invite = anna.post("/api/video-calls/" + call + "/invites", Map.of("inviteeEmail", "s@guest.example"))
                .text("id");
        var link = InviteLink.of(anna, call, invite);
        var guest = server.visitor();
        guest.get("/portal/office/videocalls/join/" + invite + "?t=" + link.token());
        guest.post(link.path("preview"), Map.of("token", link.token()));
        guest.postText(link.path("claim"), "{\"token\":\"" + link.token() + "\",");
        guest.post(link.path("claim"), Map.of("token", link.token(), "rejoinSecret", REJOIN_SECRET));
        guest.post(link.path("rejoin"));
        return link;
    }

    /// As the runtime role sees it: also what the server would have compressed on the disk.
    private List<String> tablesWith(String text) {
        var app = server.database().app();
        var tenant = new TenantId(UUID.fromString(
                server.anna().get("/api/session").body().at("/tenant/id").asString()));
        try (var database = Database.connect(new Login(app.jdbcUrl(), app.user(), app.password()))) {
            return database.transactions()
                    .runAs(
                            Caller.system(tenant),
                            sql -> tables(sql).stream()
                                    .filter(table ->
                                            sql.sql("select count(*) from " + table + " t where t::text like :text")
                                                            .param("text", "%" + text + "%")
                                                            .query(Integer.class)
                                                            .single()
                                                    > 0)
                                    .toList());
        }
    }

    private static List<String> tables(JdbcClient sql) {
        return sql.sql("""
                        select table_name from information_schema.table_privileges
                        where grantee = current_user and privilege_type = 'SELECT' and table_schema = 'public'
                        """)
                .query((row, _) -> Objects.requireNonNull(row.getString(1)))
                .list();
    }

    /// Tables, indexes and write-ahead log as they lie on the disk.
    private static Path databaseFiles() throws IOException {
        try (var below = Files.list(Path.of("target"))) {
            return below.filter(p -> p.getFileName().toString().startsWith("throwaway-postgres"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<Path> filesWith(List<String> secrets, Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(file -> holds(file, secrets)).toList();
        }
    }

    private static boolean holds(Path file, List<String> secrets) {
        try {
            if (!Files.isRegularFile(file)) return false;
            var content = Files.readString(file, ISO_8859_1);
            return secrets.stream().anyMatch(content::contains);
        } catch (NoSuchFileException e) {
            return false; // the database tidies up while we read
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
