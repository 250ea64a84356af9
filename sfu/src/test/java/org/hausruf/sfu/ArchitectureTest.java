package org.hausruf.sfu;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses SFU = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.hausruf.sfu");
    private static final DescribedPredicate<JavaClass> AT_THE_EDGE = resideInAnyPackage(
            "org.hausruf.sfu.loop..",
            "org.hausruf.sfu.udp..",
            "org.hausruf.sfu.dtls..",
            "org.hausruf.sfu.turn..",
            "org.hausruf.sfu.tcp..",
            "org.hausruf.sfu.edge..");

    @Test
    void onlyTheLoopReadsTheClock() {
        noClasses()
                .that(DescribedPredicate.not(AT_THE_EDGE))
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("time is an argument of the media core (ADR 3)")
                .check(SFU);
    }

    @Test
    void onlyTheEdgeKnowsSocketsThreadsAndLocks() {
        noClasses()
                .that(DescribedPredicate.not(AT_THE_EDGE))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.channels..", "java.net.http..", "java.util.concurrent.locks..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .because("a room belongs to one loop, and only the edge does I/O (ADR 3)")
                .check(SFU);
    }

    @Test
    void bookkeepingDoesNotKnowWhatSends() {
        noClasses()
                .that()
                .resideInAnyPackage("org.hausruf.sfu.track..", "org.hausruf.sfu.speaker..", "org.hausruf.sfu.stats..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.hausruf.sfu.forward..", "org.hausruf.sfu.transport..", "org.hausruf.sfu.room..")
                .check(SFU);
    }

    @Test
    void packagesHaveAnOrder() {
        slices().matching("org.hausruf.sfu.(*)..").should().beFreeOfCycles().check(SFU);
    }
}
