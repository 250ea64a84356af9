package org.hausruf.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The settings in the files that `./hausruf package` lays beside the program.
class PackagedSettingsTest {
    private static final Path PACKAGING = Path.of("../packaging");

    @TempDir
    Path directory;

    @Test
    void theFileToBeginWithIsRightAsItIs() {
        var file = PACKAGING.resolve("hausruf.properties").toAbsolutePath().toString();

        var settings = Settings.read(Map.of(), List.of("--config", file), directory);

        assertThat(settings.origin()).isEqualTo(URI.create("https://office.example"));
        assertThat(settings.trustedProxies()).hasSize(1);
    }

    @Test
    void whatIsCommentedOutThereIsRightToo() throws IOException {
        var all = Files.readString(PACKAGING.resolve("hausruf.properties")).replaceAll("(?m)^#(hausruf\\.)", "$1");
        var file = Files.writeString(directory.resolve("all.properties"), all);

        var settings = Settings.read(Map.of(), List.of("--config", file.toString()), directory);

        assertThat(settings.mail().goesOut()).isTrue();
        assertThat(settings.mediaAddresses()).hasSize(1);
    }

    @Test
    void unitAndImageNameSettingsThatThereAre() throws IOException {
        for (var file : List.of("hausruf.service", "Dockerfile")) {
            var named = Pattern.compile("HAUSRUF_[A-Z_]+")
                    .matcher(Files.readString(PACKAGING.resolve(file)))
                    .results()
                    .map(match -> Setting.named(match.group()))
                    .toList();
            assertThat(named)
                    .as(file)
                    .isNotEmpty()
                    .allSatisfy(setting -> assertThat(setting).isPresent());
        }
    }
}
