package org.hausruf.office.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.hausruf.office.Result;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    private final Passwords passwords = new Passwords();

    @Test
    void thePasswordThatWasHashedIsRightAndNoOther() {
        var hash = passwords.hash("correct horse");

        assertThat(passwords.check("correct horse", hash)).isEqualTo(Result.ok(true));
        assertThat(passwords.check("correct horse ", hash)).isEqualTo(Result.ok(false));
    }

    @Test
    void whereThereIsNoUserNothingIsRight() {
        assertThat(passwords.check("nobody's password", null)).isEqualTo(Result.ok(false));
    }

    @Test
    void whatIsComparedWhereThereIsNoUserCostsAsMuchAsAHash() {
        var nobodys = Passwords.nobodys().split("\\$", -1);
        var hash = passwords.hash("correct horse").split("\\$", -1);

        assertThat(nobodys).hasSameSizeAs(hash);
        for (int part = 0; part < hash.length; part++) {
            assertThat(nobodys[part]).hasSameSizeAs(hash[part]);
        }
        assertThat(nobodys[3]).as("memory, passes, lanes").isEqualTo(hash[3]);
    }

    @Test
    void asLongAsAllPlacesAreTakenNothingIsHashed() {
        var places = new Semaphore(Passwords.AT_ONCE);
        var flooded = new Passwords(places, Duration.ZERO, Passwords.argon2());
        var hash = passwords.hash("correct horse");
        places.acquireUninterruptibly(Passwords.AT_ONCE);

        assertThat(flooded.check("correct horse", hash)).isEqualTo(Result.refused(Passwords.BUSY));
        assertThat(flooded.check("nobody's password", null)).isEqualTo(Result.refused(Passwords.BUSY));
        assertThat(flooded.chosen("password", "correct horse")).isEqualTo(Result.refused(Passwords.BUSY));

        places.release();
        assertThat(flooded.check("correct horse", hash)).isEqualTo(Result.ok(true));
        assertThat(flooded.check("wrong", hash)).isEqualTo(Result.ok(false));
        assertThat(flooded.chosen("password", "correct horse")).isInstanceOf(Result.Ok.class);
        assertThat(places.availablePermits()).as("each gives its place back").isEqualTo(1);
    }
}
