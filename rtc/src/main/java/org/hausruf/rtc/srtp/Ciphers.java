package org.hausruf.rtc.srtp;

import java.lang.foreign.MemorySegment;

/// The cryptographic primitives SRTP is built of. Each object has one key and is confined to its owner.
///
/// Initialisation vectors come as numbers, big-endian, so that no array is needed. In and out may be the same bytes.
interface Ciphers {
    Gcm gcm(byte[] key);

    Counter counter(byte[] key);

    Hmac hmacSha1(byte[] key);

    /// AES-128-GCM with a 16-byte tag (NIST SP 800-38D).
    interface Gcm extends AutoCloseable {
        int TAG_SIZE = 16;

        /// Encrypts and puts the tag behind.
        ///
        /// @param aad authenticated besides; `moreAadAt` are four more such bytes of the same segment, or -1
        void seal(
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
                int size);

        /// Decrypts in place; the tag is behind the `size` bytes.
        ///
        /// @return false where the tag does not fit; the bytes are garbage then
        boolean open(
                int ivHigh, long ivLow, MemorySegment s, long aadAt, int aadSize, long moreAadAt, long at, int size);

        @Override
        void close();
    }

    /// AES-128 in counter mode: its own inverse.
    interface Counter extends AutoCloseable {
        void crypt(long ivHigh, long ivLow, MemorySegment in, long inAt, MemorySegment out, long outAt, int size);

        @Override
        void close();
    }

    /// HMAC-SHA1 (RFC 2104).
    interface Hmac extends AutoCloseable {
        /// The first 64 bits of the digest of the bytes; [#next16Bits] has the next 16.
        long digest(MemorySegment s, long at, int size);

        /// The same with four more bytes, big-endian, behind.
        long digest(MemorySegment s, long at, int size, int more);

        int next16Bits();

        @Override
        void close();
    }
}
