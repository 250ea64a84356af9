package org.hausruf.office;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses OFFICE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.hausruf.office");

    @Test
    void featuresHaveAnOrder() {
        slices().matching("org.hausruf.office.(*)..").should().beFreeOfCycles().check(OFFICE);
    }

    @Test
    void onlyTheDatabasePackageOpensConnections() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..office.db..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.sql.Connection")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("javax.sql.DataSource")
                .because("a connection without a caller's settings must not exist")
                .check(OFFICE);
    }

    @Test
    void timeIsGivenNotTaken() {
        noClasses()
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("tests stand their clock still")
                .check(OFFICE);
    }

    @Test
    void thereIsNoHttpAndNoContainer() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.servlet..", "org.springframework.web..", "org.springframework.context..")
                .check(OFFICE);
    }
}
