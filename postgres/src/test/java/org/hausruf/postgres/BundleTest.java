package org.hausruf.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BundleTest {
    @TempDir
    Path folder;

    @Test
    void namesThePlatformAsTheArchivesDo() {
        assertThat(Bundle.platform("Linux", "amd64")).isEqualTo("linux-x86_64");
        assertThat(Bundle.platform("Linux", "aarch64")).isEqualTo("linux-arm_64");
        assertThat(Bundle.platform("Mac OS X", "aarch64")).isEqualTo("darwin-arm_64");
    }

    @Test
    void carriesTheArchivesOfBothLinuxProcessors() {
        assertThat(Bundle.class.getResource("/postgres-linux-x86_64.txz")).isNotNull();
        assertThat(Bundle.class.getResource("/postgres-linux-arm_64.txz")).isNotNull();
    }

    @Test
    void saysWhatAnUnknownMachineCanDo() {
        var bundle = new Bundle("18.6.0", Bundle.platform("Plan 9", "mips"));

        assertThatThrownBy(() -> bundle.unpackInto(folder))
                .hasMessage("no PostgreSQL is bundled for plan_9-mips: use a machine with Linux on x86_64 or arm64,"
                        + " or an external database");
    }

    @Test
    void replacesWhatAKilledUnpackingLeft() throws IOException {
        var bundle = Bundle.ofThisMachine();
        var partial = folder.resolve(bundle.folderIn(folder).getFileName() + ".partial");
        Files.createDirectories(partial.resolve("bin"));
        Files.createFile(partial.resolve("bin/postgres"));

        var program = bundle.unpackInto(folder);

        assertThat(program.resolve("bin/postgres")).isExecutable().isNotEmptyFile();
        assertThat(partial).doesNotExist();
    }
}
