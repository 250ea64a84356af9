package org.hausruf.socketio;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses SOCKETIO = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.hausruf.socketio");

    @Test
    void packagesHaveAnOrder() {
        slices().matching("org.hausruf.socketio.(*)..")
                .should()
                .beFreeOfCycles()
                .check(SOCKETIO);
    }

    @Test
    void theProtocolsKnowNoContainer() {
        noClasses()
                .that()
                .resideInAnyPackage("..packet..", "..engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "..http..")
                .check(SOCKETIO);
    }
}
