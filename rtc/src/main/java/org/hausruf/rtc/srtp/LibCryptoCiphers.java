package org.hausruf.rtc.srtp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.hausruf.rtc.bytes.Bytes.copy;
import static org.hausruf.rtc.bytes.Bytes.putU32;
import static org.hausruf.rtc.bytes.Bytes.putU64;
import static org.hausruf.rtc.bytes.Bytes.u16;
import static org.hausruf.rtc.bytes.Bytes.u64;
import static org.hausruf.rtc.srtp.LibCrypto.address;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// libcrypto's ciphers. Nothing is allocated per packet; packets must lie in native memory.
///
/// Keys belong to the thread that made them, which also closes them.
final class LibCryptoCiphers implements Ciphers {
    private static void require(boolean success) {
        if (!success) throw new IllegalStateException("libcrypto refused a call that cannot fail");
    }

    @Override
    public Gcm gcm(byte[] key) {
        return new EvpGcm(key);
    }

    @Override
    public Counter counter(byte[] key) {
        return new EvpCounter(key);
    }

    @Override
    public Hmac hmacSha1(byte[] key) {
        return new Sha1Hmac(key);
    }

    private static final class EvpGcm implements Gcm {
        private final Arena arena = Arena.ofConfined();
        private final MemorySegment iv = arena.allocate(16, 16);
        private final long ivAddress = iv.address();
        private final long outSize = arena.allocate(8, 8).address();
        private final long finalBlock = arena.allocate(16, 16).address();
        private final long context;

        EvpGcm(byte[] key) {
            context = LibCrypto.newGcm(arena.allocateFrom(JAVA_BYTE, key).address());
        }

        @Override
        public void seal(
                int ivHigh,
                long ivLow,
                MemorySegment aad,
                long aadAt,
                int aadSize,
                long moreAadAt,
                MemorySegment in,
                long inAt,
                MemorySegment out,
                long outAt,
                int size) {
            require(begin(true, ivHigh, ivLow, aad, aadAt, aadSize, moreAadAt));
            long target = address(out, outAt, size + TAG_SIZE);
            require(LibCrypto.update(context, target, outSize, address(in, inAt, size), size));
            require(LibCrypto.finish(context, finalBlock, outSize));
            require(LibCrypto.readTag(context, target + size));
        }

        @Override
        public boolean open(
                int ivHigh, long ivLow, MemorySegment s, long aadAt, int aadSize, long moreAadAt, long at, int size) {
            long target = address(s, at, size + TAG_SIZE);
            return begin(false, ivHigh, ivLow, s, aadAt, aadSize, moreAadAt)
                    && LibCrypto.expectTag(context, target + size)
                    && LibCrypto.update(context, target, outSize, target, size)
                    && LibCrypto.finish(context, finalBlock, outSize);
        }

        private boolean begin(
                boolean encrypt, int ivHigh, long ivLow, MemorySegment s, long aadAt, int aadSize, long moreAadAt) {
            putU32(iv, 0, ivHigh);
            putU64(iv, 4, ivLow);
            return LibCrypto.init(context, ivAddress, encrypt)
                    && LibCrypto.update(context, 0, outSize, address(s, aadAt, aadSize), aadSize)
                    && (moreAadAt < 0 || LibCrypto.update(context, 0, outSize, address(s, moreAadAt, 4), 4));
        }

        @Override
        public void close() {
            LibCrypto.free(context);
            arena.close();
        }
    }

    private static final class EvpCounter implements Counter {
        private final Arena arena = Arena.ofConfined();
        private final MemorySegment iv = arena.allocate(16, 16);
        private final long ivAddress = iv.address();
        private final long outSize = arena.allocate(8, 8).address();
        private final long context;

        EvpCounter(byte[] key) {
            context = LibCrypto.newCounter(arena.allocateFrom(JAVA_BYTE, key).address());
        }

        @Override
        public void crypt(
                long ivHigh, long ivLow, MemorySegment in, long inAt, MemorySegment out, long outAt, int size) {
            putU64(iv, 0, ivHigh);
            putU64(iv, 8, ivLow);
            require(LibCrypto.init(context, ivAddress, true));
            require(LibCrypto.update(context, address(out, outAt, size), outSize, address(in, inAt, size), size));
        }

        @Override
        public void close() {
            LibCrypto.free(context);
            arena.close();
        }
    }

    /// HMAC with the states after the padded keys kept (RFC 2104 §4), two compressions less per packet.
    private static final class Sha1Hmac implements Hmac {
        private static final int BLOCK_SIZE = 64;
        private static final int DIGEST_SIZE = 20;
        /// `sizeof(SHA_CTX)`: five words of state, two of length, sixteen of data, one count.
        private static final int STATE_SIZE = 96;

        private final Arena arena = Arena.ofConfined();
        private final MemorySegment inner = arena.allocate(STATE_SIZE, 16);
        private final MemorySegment outer = arena.allocate(STATE_SIZE, 16);
        private final MemorySegment state = arena.allocate(STATE_SIZE, 16);
        private final MemorySegment digest = arena.allocate(DIGEST_SIZE, 16);
        private final MemorySegment word = arena.allocate(4, 4);

        Sha1Hmac(byte[] key) {
            prepare(inner, key, 0x36);
            prepare(outer, key, 0x5c);
        }

        private void prepare(MemorySegment target, byte[] key, int padding) {
            MemorySegment block = arena.allocate(BLOCK_SIZE);
            for (int i = 0; i < BLOCK_SIZE; i++) {
                block.set(JAVA_BYTE, i, (byte) ((i < key.length ? key[i] : 0) ^ padding));
            }
            require(LibCrypto.sha1Init(target.address()));
            require(LibCrypto.sha1Update(target.address(), block.address(), BLOCK_SIZE));
        }

        @Override
        public long digest(MemorySegment s, long at, int size) {
            copy(inner, 0, state, 0, STATE_SIZE);
            require(LibCrypto.sha1Update(state.address(), address(s, at, size), size));
            return finish();
        }

        @Override
        public long digest(MemorySegment s, long at, int size, int more) {
            putU32(word, 0, more);
            copy(inner, 0, state, 0, STATE_SIZE);
            require(LibCrypto.sha1Update(state.address(), address(s, at, size), size));
            require(LibCrypto.sha1Update(state.address(), word.address(), 4));
            return finish();
        }

        private long finish() {
            require(LibCrypto.sha1Final(digest.address(), state.address()));
            copy(outer, 0, state, 0, STATE_SIZE);
            require(LibCrypto.sha1Update(state.address(), digest.address(), DIGEST_SIZE));
            require(LibCrypto.sha1Final(digest.address(), state.address()));
            return u64(digest, 0);
        }

        @Override
        public int next16Bits() {
            return u16(digest, 8);
        }

        @Override
        public void close() {
            arena.close();
        }
    }
}
