package org.hausruf.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses SERVER = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.hausruf.server");
    /// How a setting is written has no word of either vocabulary.
    private static final DescribedPredicate<JavaClass> KNOW_THE_ENGINE = DescribedPredicate.describe(
            "know the engine",
            type -> type.getDirectDependenciesFromSelf().stream()
                    .map(d -> d.getTargetClass().getPackageName())
                    .anyMatch(name ->
                            name.startsWith("org.hausruf.livekit") && !name.equals("org.hausruf.livekit.setting")));

    @Test
    void packagesHaveAnOrder() {
        slices().matching("org.hausruf.server.(*)..").should().beFreeOfCycles().check(SERVER);
    }

    @Test
    void onlyTheBridgeAndTheWiringKnowBothVocabularies() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.hausruf.server", "org.hausruf.server.bridge..")
                .and(KNOW_THE_ENGINE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.hausruf.office..")
                .allowEmptyShould(true)
                .check(SERVER);
    }

    @Test
    void theMediaCoreIsReachedThroughTheEngineOnly() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.hausruf.sfu..", "org.hausruf.rtc..")
                .check(SERVER);
    }
}
