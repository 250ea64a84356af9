package org.hausruf.office.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.hausruf.office.OfficeFixture;
import org.junit.jupiter.api.Test;

class CallRowsTest {
    private static final Pattern BLOCKS = Pattern.compile("\"Shared Hit Blocks\": (\\d+)");

    /// As in an office that has just been made or restored: the planner takes it for almost empty.
    @Test
    void aCallOfALargeOfficeIsFoundWithoutReadingEverybody() {
        try (var fixture = OfficeFixture.open()) {
            var office = new Colleagues(fixture);
            for (int i = 0; i < 500; i++) office.hire("colleague" + i);
            var call = office.ringing(fixture.anna, fixture.ben);

            var plan = office.as(
                    fixture.anna,
                    () -> fixture.database
                            .transactions()
                            .run(sql -> sql.sql("explain (analyze, buffers, format json) " + CallRows.CALL
                                            + "where c.id = :id")
                                    .param("id", call.id().value())
                                    .query(String.class)
                                    .single()));

            var blocks = BLOCKS.matcher(plan);
            assertThat(blocks.find()).isTrue();
            assertThat(Integer.parseInt(blocks.group(1))).isLessThan(100);
        }
    }
}
