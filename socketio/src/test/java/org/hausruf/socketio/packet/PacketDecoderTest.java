package org.hausruf.socketio.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.hausruf.socketio.Limits;
import org.hausruf.socketio.packet.Packet.Ack;
import org.hausruf.socketio.packet.Packet.Connect;
import org.hausruf.socketio.packet.Packet.Disconnect;
import org.hausruf.socketio.packet.Packet.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketDecoderTest {
    private static final Limits LIMITS = Limits.builder()
            .nesting(4)
            .attachments(3)
            .payloadBytes(1_000, 1_000)
            .build();
    private final PacketDecoder decoder = new PacketDecoder(LIMITS);

    @Test
    void readsEveryTypeThatClientsSend() throws Exception {
        assertThat(decoder.text("0")).isEqualTo(new Connect("/", Map.of()));
        assertThat(decoder.text("0/call,{\"token\":\"t\"}")).isEqualTo(new Connect("/call", Map.of("token", "t")));
        assertThat(decoder.text("1/call,")).isEqualTo(new Disconnect("/call"));
        assertThat(decoder.text("2/call,7[\"ring\",1,-2.5,null]"))
                .isEqualTo(new Event("/call", "ring", Arrays.asList(1L, -2.5, null), 7));
        assertThat(decoder.text("312[true]")).isEqualTo(new Ack("/", 12, List.of(true)));
    }

    @Test
    void putsAttachmentsWhereTheirPlaceholdersAre() throws Exception {
        byte[] first = {1};
        byte[] second = {2};

        assertThat(decoder.text(
                        "52-/call,3[\"e\",{\"num\":1,\"_placeholder\":true},[{\"_placeholder\":true,\"num\":0}]]"))
                .isNull();
        assertThat(decoder.binary(first)).isNull();

        assertThat(decoder.binary(second)).isEqualTo(new Event("/call", "e", List.of(second, List.of(first)), 3));
        assertThat(decoder.text("1")).isEqualTo(new Disconnect("/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "x",
                "4{\"message\":\"m\"}", // a server's
                "0[]",
                "01{}",
                "0{}{}",
                "0{\"a\":1,\"a\":2}",
                "0null",
                "1[]",
                "11", // wrong beside the type
                "2",
                "2[]",
                "2{}",
                "2[1]",
                "2[null]",
                "2[[\"a\"]]",
                "2-1[\"a\"]",
                "2a[\"a\"]",
                "2[\"a\"]x",
                "2[\"a\"",
                "2[\"a\",]",
                "2['a']",
                "2[\"a\",NaN]",
                "2[\"a\",1e999]",
                "2[\"a\",01]",
                "2[\"a\",Infinity]",
                "2[\"a\",//\n1]",
                "2[\"a\";1]",
                "2[\"a\",1111111111111111111111111111111111111111111]",
                "2[\"a\",[[[[]]]]]",
                "2[\"a\",{\"b\":[[{}]]}]",
                "21234567890123456[\"a\"]",
                "2[\"connect\"]",
                "2[\"connect_error\"]",
                "2[\"disconnect\"]",
                "2[\"disconnecting\"]",
                "2[\"newListener\"]",
                "2[\"removeListener\"]",
                "3[]",
                "3/call,[]",
                "31{}",
                "31",
                "5-[\"a\"]",
                "50-[\"a\"]",
                "5[\"a\"]",
                "54-[\"a\"]",
                "599999999999-[\"a\"]",
                "5-1-[\"a\"]",
                "51",
                "6[]",
                "61[]",
                "2[\"a\",{\"_placeholder\":true,\"num\":0}]",
                "2[\"a\",{\"_placeholder\":1}]",
                "0{\"_placeholder\":true}"
            })
    void refusesWhatIsNoPacket(String packet) {
        assertThatThrownBy(() -> decoder.text(packet)).isInstanceOf(MalformedPacketException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-1", "0.0", "1e0", "\"0\"", "null", "9999999999999", "0,\"more\":1"})
    void refusesPlaceholdersOfNoAttachment(String number) throws Exception {
        decoder.text("51-[\"a\",{\"_placeholder\":true,\"num\":" + number + "}]");

        assertThatThrownBy(() -> decoder.binary(new byte[1])).isInstanceOf(MalformedPacketException.class);
    }

    @Test
    void refusesAnAttachmentInTwoPlaces() throws Exception {
        String place = "{\"_placeholder\":true,\"num\":0}";
        decoder.text("51-[\"a\"," + place + "," + place + "]");

        assertThatThrownBy(() -> decoder.binary(new byte[1])).hasMessageContaining("placeholder");
    }

    @Test
    void refusesTextWhereAnAttachmentIsDueAndAnAttachmentToNothing() throws Exception {
        assertThatThrownBy(() -> decoder.binary(new byte[1])).hasMessageContaining("to nothing");
        decoder.text("51-[\"a\"]");
        assertThatThrownBy(() -> decoder.text("2[\"a\"]")).hasMessageContaining("attachment is due");
    }

    @Test
    void refusesAttachmentsThatAreTooLargeTogether() throws Exception {
        decoder.text("53-[\"a\"]");
        decoder.binary(new byte[600]);

        assertThatThrownBy(() -> decoder.binary(new byte[401])).hasMessageContaining("1000 bytes");
    }

    @Test
    void takesAnyNameThatIsNotReserved() throws Exception {
        for (String name : List.of("__proto__", "constructor", "toString", "", "hasOwnProperty", "\u0000"))
            assertThat(decoder.text(EncodedPacket.of(new Event("/", name, List.of(), Packet.NO_ACK))
                            .text()))
                    .isEqualTo(new Event("/", name, List.of(), Packet.NO_ACK));
        assertThat(decoder.text("2[\"e\",{\"__proto__\":{\"admin\":true}}]"))
                .isEqualTo(new Event("/", "e", List.of(Map.of("__proto__", Map.of("admin", true))), Packet.NO_ACK));
    }

    @Test
    void keepsNumbersAsTheyAre() throws Exception {
        String text = "2[\"n\",0,-0.0,9007199254740993,123456789012345678,1.5E10,0.1]";

        assertThat(decoder.text(text)).isInstanceOfSatisfying(Event.class, event -> {
            assertThat(event.args()).containsExactly(0L, -0.0, 9007199254740993L, 123456789012345678L, 1.5e10, 0.1);
            assertThat(EncodedPacket.of(event).text()).isEqualTo(text);
        });
    }

    @Test
    void whatHasNoJsonFormIsTheApplicationsMistake() {
        var loop = new java.util.ArrayList<Object>();
        loop.add(loop);
        for (Object wrong : List.of(new Object(), 'c', loop, Double.NaN, Map.of(1, 2), Map.of("_placeholder", true)))
            assertThatThrownBy(() -> EncodedPacket.of(new Event("/", "e", List.of(wrong), Packet.NO_ACK)))
                    .isInstanceOf(IllegalArgumentException.class);
    }
}
