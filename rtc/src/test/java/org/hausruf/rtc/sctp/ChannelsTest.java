package org.hausruf.rtc.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void anAcknowledgementOpensHoweverLongItIs(int size) {
        var channels = new Channels(false);
        int stream = channels.open("_reliable", Reliability.FULL);
        byte[] acknowledgement = new byte[size];
        acknowledgement[0] = 2;

        var opened = channels.establish(stream, acknowledgement);

        assertThat(Objects.requireNonNull(opened).open()).isTrue();
        assertThat(channels.unopened()).isEmpty();
    }
}
