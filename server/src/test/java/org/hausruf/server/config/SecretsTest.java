package org.hausruf.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
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

    @Test
    void thoseOfAnotherInstallationTakeTheirPlaceAndNothingIsLost() throws IOException {
        assertThat(Secrets.madeIn(data)).isEmpty();
        assertThat(data).as("only looked at").isEmptyDirectory();
        var own = Secrets.in(data);
        var key = own.apiKey();
        own.sealingKey();
        var before = Files.readString(data.resolve("secrets/sealing-key"));
        assertThat(Secrets.madeIn(data).orElseThrow())
                .containsOnlyKeys("livekit-api-key", "livekit-api-secret", "sealing-key")
                .containsEntry("sealing-key", before);
        var same = Files.readString(data.resolve("secrets/livekit-api-key"));
        var others = Map.of("sealing-key", "ab".repeat(32), "livekit-api-key", same);
        assertThat(own.closesOthers(others)).isTrue();

        own.take(others, ".before");

        assertThat(Secrets.in(data).sealingKey()).containsOnly(0xab);
        assertThat(Secrets.in(data).apiKey()).isEqualTo(key);
        assertThat(own.closesOthers(others)).isFalse();
        assertThat(data.resolve("secrets/sealing-key.before")).hasContent(before);
        assertThat(data.resolve("secrets/livekit-api-key.before"))
                .as("the same one")
                .doesNotExist();
        assertThat(permissions(data.resolve("secrets/sealing-key"))).isEqualTo("rw-------");
    }

    @Test
    void onlyKnownOnesInTheirFormWithTheSealingKeyAreWhole() {
        var key = "ab".repeat(32);

        assertThat(Secrets.areWhole(Map.of("sealing-key", key))).isTrue();
        assertThat(Secrets.areWhole(Map.of("livekit-api-key", key))).isFalse();
        assertThat(Secrets.areWhole(Map.of("sealing-key", key, "vapid-key", key)))
                .isFalse();
        assertThat(Secrets.areWhole(Map.of("sealing-key", key, "postgres.properties", key)))
                .isFalse();
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
