package org.hausruf.livekit;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses LIVEKIT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.hausruf.livekit");

    @Test
    void packagesHaveAnOrder() {
        slices().matching("org.hausruf.livekit.(*)..").should().beFreeOfCycles().check(LIVEKIT);
    }
}
