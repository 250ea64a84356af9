package org.hausruf.rtc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses RTC = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.hausruf.rtc");

    @Test
    void protocolsReadNoClock() {
        noClasses()
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("time is an argument of the protocols (ADR 3)")
                .check(RTC);
    }

    @Test
    void protocolsKnowNoSocketThreadOrLock() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.channels..", "java.net.http..", "java.util.concurrent.locks..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .because("input and output are arguments of the protocols (ADR 3)")
                .check(RTC);
    }

    @Test
    void packagesHaveAnOrder() {
        slices().matching("org.hausruf.rtc.(*)..").should().beFreeOfCycles().check(RTC);
    }
}
