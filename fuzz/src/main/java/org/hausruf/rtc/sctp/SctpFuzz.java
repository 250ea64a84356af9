package org.hausruf.rtc.sctp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.hausruf.fuzz.Input;
import org.hausruf.fuzz.Must;
import org.jspecify.annotations.Nullable;

/// A peer that is who it says and does what it likes: after a handshake, packets with the right tag and checksum, of
/// chunks right and wrong in any order; time passes in between, and we open, send and close channels.
public final class SctpFuzz {
    private static final int PEER_TAG = 7;
    private static final int PEER_TSN = 1_000;
    private static final int MAX_STEPS = 200;
    /// Acknowledgement, what was waiting to be sent, resets: a window of packets, and some.
    private static final int MAX_PACKETS_PER_STEP = 400;

    private SctpFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        var input = new Input(data);
        new Attack(new Association(false, new Random(1))).run(input);
    }

    private static final class Attack implements SctpOutbox {
        private final Association association;
        private final Set<Integer> open = new HashSet<>();
        private final Set<Integer> asked = new HashSet<>();
        private byte @Nullable [] initAck;
        private int ourTag;
        private int theirTsn;
        private int tsn = PEER_TSN;
        private int reset = PEER_TSN;
        private long nowNanos;
        private long receivedBytes;
        private long deliveredBytes;
        private int packets;
        private boolean over;

        Attack(Association association) {
            this.association = association;
        }

        void run(Input input) {
            shakeHands();
            for (int i = 0; i < MAX_STEPS && !input.isEmpty(); i++) {
                packets = 0;
                step(input);
                Must.hold(packets <= MAX_PACKETS_PER_STEP, "packets without end");
                Must.hold(deliveredBytes <= receivedBytes, "delivered more than came");
                Must.hold(open.size() <= Limits.STREAMS, "channels within the limit");
                Must.hold(association.receiveWindow() >= 0, "receive window");
                if (over) Must.equal(association.deadlineNanos(), Association.NEVER, "deadline after the end");
            }
        }

        private void shakeHands() {
            var init = ByteBuffer.allocate(20).putInt(PEER_TAG).putInt(1 << 20);
            init.putShort((short) 0xffff).putShort((short) 0xffff).putInt(PEER_TSN);
            init.putShort((short) 0xc000).putShort((short) 4);
            receive(packetOf(0, chunkOf(SctpPacket.INIT, 0, init.array())));
            byte[] ack = initAck;
            if (ack == null) throw new AssertionError("no INIT ACK");
            var answer = ByteBuffer.wrap(ack);
            ourTag = answer.getInt(16);
            theirTsn = answer.getInt(28);
            Initiation initiation = Initiation.parse(answer.slice(16, (answer.getShort(14) & 0xffff) - 4));
            if (initiation == null || initiation.cookie() == null) throw new AssertionError("no cookie");
            receive(packetOf(ourTag, chunkOf(SctpPacket.COOKIE_ECHO, 0, initiation.cookie())));
            Must.hold(association.established(), "the handshake succeeds");
        }

        private void step(Input input) {
            switch (input.u8() % 8) {
                case 0 -> pass(input.u8() * 10_000_000L);
                case 1 -> act(input);
                case 2 -> forged(input);
                case 3 -> raw(input);
                default -> receive(packetOf(ourTag, chunks(input)));
            }
        }

        private void pass(long nanos) {
            nowNanos += nanos;
            for (int i = 0; association.deadlineNanos() <= nowNanos; i++) {
                Must.hold(i < 20, "a deadline that does not move");
                association.advance(nowNanos, this);
            }
        }

        private void act(Input input) {
            switch (input.u8() % 5) {
                case 0 -> asked.add(association.open("label", input.u8() % 2 == 0, input.u8() % 4 - 1, nowNanos, this));
                case 1 -> association.send(input.u8(), true, new byte[input.u16() % 20_000], nowNanos, this);
                case 2 -> {
                    int stream = input.u8();
                    open.remove(stream);
                    asked.remove(stream);
                    association.closeChannel(stream, nowNanos, this);
                }
                default -> association.pause(input.u8() % 2 == 0, nowNanos, this);
            }
        }

        /// Under another tag nothing counts, whatever it is.
        private void forged(Input input) {
            int tag = ourTag ^ (1 + input.u8());
            byte[] chunks = chunks(input);
            long deadline = association.deadlineNanos();
            int before = packets;
            if (chunks.length == 0 || (chunks[0] & 0xff) == SctpPacket.INIT || (chunks[0] & 0xff) == SctpPacket.ABORT)
                return;
            Must.hold(!association.receive(packetOf(tag, chunks), nowNanos, this), "took a forged packet");
            Must.equal(association.deadlineNanos(), deadline, "deadline after a forged packet");
            Must.equal(packets, before, "packets after a forged one");
        }

        private void raw(Input input) {
            byte[] chunks = input.sized();
            receive(packetOf(ourTag, chunks));
        }

        private byte[] chunks(Input input) {
            var chunks = new ByteArrayOutputStream();
            int count = 1 + input.u8() % 4;
            for (int i = 0; i < count; i++) chunks.writeBytes(chunk(input));
            return chunks.toByteArray();
        }

        /// One that makes sense, or nearly.
        private byte[] chunk(Input input) {
            return switch (input.u8() % 9) {
                case 0 -> data(tsn++, input, input.u8());
                case 1 -> data(tsn + input.u8() % 16, input, 3);
                case 2 -> dcep(input);
                case 3 -> sack(input);
                case 4 -> {
                    tsn += input.u8() % 8;
                    var forward = ByteBuffer.allocate(8).putInt(tsn - 1 + input.u8() % 2);
                    yield chunkOf(
                            SctpPacket.FORWARD_TSN,
                            0,
                            forward.putShort((short) input.u8())
                                    .putShort((short) input.u8())
                                    .array());
                }
                case 5 -> resetRequest(input);
                case 6 -> chunkOf(SctpPacket.HEARTBEAT, 0, input.bytes(input.u8()));
                case 7 -> chunkOf(input.u8(), input.u8(), input.bytes(input.u8()));
                default -> data(tsn++, input, 3);
            };
        }

        private byte[] data(int number, Input input, int flags) {
            int stream = input.u8() % 8;
            int sequence = input.u8() % 4;
            byte[] payload = new byte[1 + input.u8() * 4];
            var value = ByteBuffer.allocate(12 + payload.length).putInt(number).putShort((short) stream);
            value.putShort((short) sequence).putInt(50 + input.u8() % 8).put(payload);
            return chunkOf(SctpPacket.DATA, flags & 7, value.array());
        }

        private byte[] dcep(Input input) {
            byte[] label = input.bytes(input.u8() % 16);
            var value = ByteBuffer.allocate(24 + label.length).putInt(tsn++).putShort((short) input.u8());
            value.putShort((short) 0).putInt(Channels.DCEP).put((byte) 3).put((byte) input.u8());
            value.putShort((short) 0)
                    .putInt(input.u8())
                    .putShort((short) label.length)
                    .putShort((short) 0)
                    .put(label);
            return chunkOf(SctpPacket.DATA, 3, value.array());
        }

        private byte[] sack(Input input) {
            int gaps = input.u8() % 4;
            var value = ByteBuffer.allocate(12 + 4 * gaps).putInt(theirTsn - 1 + input.u8() % 16);
            value.putInt(input.u16() * 32).putShort((short) gaps).putShort((short) 0);
            while (value.hasRemaining()) value.putShort((short) input.u8());
            return chunkOf(SctpPacket.SACK, 0, value.array());
        }

        private byte[] resetRequest(Input input) {
            int streams = input.u8() % 4;
            boolean response = input.u8() % 4 == 0;
            var value = ByteBuffer.allocate(response ? 12 : 16 + 2 * streams);
            value.putShort((short) (response ? 16 : 13)).putShort((short) value.capacity());
            value.putInt(response ? theirTsn + input.u8() % 4 : reset++).putInt(input.u8() % 8);
            if (!response) value.putInt(tsn - 1 + input.u8() % 2);
            while (value.hasRemaining()) value.putShort((short) input.u8());
            return chunkOf(SctpPacket.RE_CONFIG, 0, value.array());
        }

        private void receive(byte[] packet) {
            receivedBytes += packet.length;
            association.receive(packet, nowNanos, this);
        }

        @Override
        public void packet(byte[] bytes) {
            packets++;
            Must.hold(bytes.length <= Limits.PACKET, "a packet of ours fits");
            var packet = SctpPacket.parse(bytes);
            if (packet == null) throw new AssertionError("a packet of ours is malformed");
            Must.equal(packet.verificationTag(), PEER_TAG, "tag");
            Must.hold(!packet.chunks().isEmpty(), "a packet of ours has chunks");
            for (var chunk : packet.chunks()) {
                if (chunk.type() == SctpPacket.INIT_ACK && initAck == null) initAck = bytes;
                if (over) Must.equal(chunk.type(), SctpPacket.SHUTDOWN_ACK, "chunk after the end");
            }
        }

        @Override
        public void channelOpened(int streamId, String label, boolean ordered) {
            Must.hold(!over, "opened after the end");
            Must.hold(open.add(streamId), "opened twice");
        }

        @Override
        public void message(int streamId, boolean binary, byte[] message) {
            Must.hold(!over, "a message after the end");
            Must.hold(open.contains(streamId), "a message on a channel that is not open");
            deliveredBytes += message.length;
        }

        @Override
        public void channelClosed(int streamId) {
            boolean ours = asked.remove(streamId);
            Must.hold(open.remove(streamId) || ours, "closed what was not open");
        }

        @Override
        public void closed(boolean byPeer) {
            Must.hold(!over, "over twice");
            over = true;
        }
    }

    private static byte[] chunkOf(int type, int flags, byte[] value) {
        var chunk = ByteBuffer.allocate(SctpPacket.padded(4 + value.length));
        return chunk.put((byte) type)
                .put((byte) flags)
                .putShort((short) (4 + value.length))
                .put(value)
                .array();
    }

    private static byte[] packetOf(int tag, byte[] chunks) {
        var packet = ByteBuffer.allocate(SctpPacket.HEADER_SIZE + chunks.length);
        packet.putShort((short) SctpPacket.PORT)
                .putShort((short) SctpPacket.PORT)
                .putInt(tag)
                .putInt(0)
                .put(chunks);
        return packet.order(ByteOrder.LITTLE_ENDIAN)
                .putInt(8, SctpPacket.checksum(packet.array()))
                .array();
    }
}
