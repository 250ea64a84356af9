package org.hausruf.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    Path data;

    @Test
    void areKeptAcrossStartsAndDifferFromEachOther() {
        var first = Secrets.in(data);
        var second = Secrets.in(data);

        assertThat(second.apiKey()).isEqualTo(first.apiKey());
        assertThat(first.apiKey().secret()).hasSizeGreaterThanOrEqualTo(32);
    }

    @Test
    void areReadableByTheirOwnerOnly() throws IOException {
        Secrets.in(data).apiKey();

        assertThat(permissions(data.resolve("secrets"))).isEqualTo("rwx------");
        assertThat(permissions(data.resolve("secrets/livekit-api-secret"))).isEqualTo("rw-------");
    }

    @Test
    void aDamagedFileIsNamedNotUsed() throws IOException {
        var secrets = Secrets.in(data);
        secrets.apiKey();
        Files.writeString(data.resolve("secrets/livekit-api-secret"), "");

        assertThatThrownBy(secrets::apiKey).hasMessageContaining("livekit-api-secret");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
