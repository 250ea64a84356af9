package org.hausruf.office.user;

import static org.assertj.core.api.Assertions.assertThat;

import org.hausruf.office.OfficeFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DirectoryTest {
    private static OfficeFixture fixture;

    @BeforeAll
    static void open() {
        fixture = OfficeFixture.open();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @Test
    void listsColleaguesAndNobodyElse() {
        var directory = fixture.office.directory();

        assertThat(fixture.as(fixture.ben, directory::list)).containsExactly(fixture.anna, fixture.ben);
        assertThat(fixture.as(fixture.carla, directory::list)).doesNotContain(fixture.anna, fixture.ben);
        assertThat(fixture.as(fixture.ben, () -> directory.find(fixture.anna.id())))
                .contains(fixture.anna);
        assertThat(fixture.as(fixture.carla, () -> directory.find(fixture.anna.id())))
                .isEmpty();
    }
}
