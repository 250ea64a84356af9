package org.hausruf.office.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import javax.imageio.ImageIO;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.Result;
import org.hausruf.office.contact.Contacts;
import org.hausruf.office.tenant.Logo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SampleDataTest {
    private static final Contacts.Filter EVERYBODY = new Contacts.Filter(null, null, null, 100);

    private static OfficeFixture fixture; // has it installed already

    @BeforeAll
    static void open() {
        fixture = OfficeFixture.open();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @Test
    void laterStartChangesNothingUnlessToldAPassword() {
        assertThat(SampleData.install(fixture.database, null, fixture.clock)).isEmpty();
        assertThat(fixture.office.sessions().signIn("deniz@synapse.example", OfficeFixture.PASSWORD, "", ""))
                .isInstanceOf(Result.Ok.class);

        assertThat(fixture.as(
                                fixture.anna,
                                () -> fixture.office.contacts().list(EVERYBODY).orThrow())
                        .items())
                .hasSize(7);

        assertThat(SampleData.install(fixture.database, "another one", fixture.clock))
                .contains("another one");
        assertThat(SampleData.emails())
                .allSatisfy(email -> assertThat(fixture.office.sessions().signIn(email, "another one", "", ""))
                        .isInstanceOf(Result.Ok.class));
    }

    @Test
    void brandingIsDataOfEachOffice() {
        var town = fixture.office.tenants().find(fixture.anna.tenant()).orElseThrow();
        var synapse = fixture.office.tenants().find(fixture.carla.tenant()).orElseThrow();

        assertThat(town.welcome().de()).isEqualTo("Willkommen bei System of a Town");
        assertThat(town.tiles()).hasSize(3);
        assertThat(synapse.welcome().en()).isEqualTo("Welcome to Synapse");
        assertThat(synapse.accentColor()).isNotEqualTo(town.accentColor());
    }

    @Test
    void everyLogoIsAPicture() throws Exception {
        for (var office : SampleOffice.BOTH) {
            for (var kind : Logo.Kind.values()) {
                var logo = fixture.office
                        .tenants()
                        .logo(office.tenant().id(), kind)
                        .orElseThrow();

                assertThat(Logo.MEDIA_TYPES).contains(logo.mediaType());
                assertThat(ImageIO.read(new ByteArrayInputStream(logo.bytes())).getHeight())
                        .isGreaterThanOrEqualTo(96);
            }
        }
    }
}
