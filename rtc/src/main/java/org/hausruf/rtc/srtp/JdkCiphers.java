package org.hausruf.rtc.srtp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Key;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The JDK's own ciphers: for machines without libcrypto. Copies every packet and allocates about 1 kB for it.
final class JdkCiphers implements Ciphers {
    private static final int BUFFER_SIZE = 2048;

    @Override
    public Gcm gcm(byte[] key) {
        return new JdkGcm(key);
    }

    @Override
    public Counter counter(byte[] key) {
        return new JdkCounter(key);
    }

    @Override
    public Hmac hmacSha1(byte[] key) {
        return new JdkHmac(key);
    }

    private static Cipher cipher(String transformation) {
        try {
            return Cipher.getInstance(transformation);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(transformation + ", which every JDK has", e);
        }
    }

    private static final class JdkGcm implements Gcm {
        private final Key key;
        private final byte[] iv = new byte[12];
        private final byte[] lastSealIv = new byte[12];
        private Cipher cipher = newCipher();
        private final byte[] aad = new byte[BUFFER_SIZE];
        private final byte[] in = new byte[BUFFER_SIZE];
        private final byte[] out = new byte[BUFFER_SIZE];

        JdkGcm(byte[] key) {
            this.key = new SecretKeySpec(key, "AES");
        }

        private static Cipher newCipher() {
            return cipher("AES/GCM/NoPadding");
        }

        /// The JDK refuses a vector used just before. Ours comes back only with the very same packet, sent again.
        private void forgetRepeated(int ivHigh, long ivLow) {
            ByteBuffer last = ByteBuffer.wrap(lastSealIv);
            if (last.getInt(0) == ivHigh && last.getLong(4) == ivLow) cipher = newCipher();
            last.putInt(ivHigh).putLong(ivLow);
        }

        @Override
        public void seal(
                int ivHigh,
                long ivLow,
                MemorySegment aadSegment,
                long aadAt,
                int aadSize,
                long moreAadAt,
                MemorySegment source,
                long inAt,
                MemorySegment target,
                long outAt,
                int size) {
            MemorySegment.copy(source, JAVA_BYTE, inAt, in, 0, size);
            forgetRepeated(ivHigh, ivLow);
            try {
                init(Cipher.ENCRYPT_MODE, ivHigh, ivLow, aadSegment, aadAt, aadSize, moreAadAt);
                int written = cipher.doFinal(in, 0, size, out);
                MemorySegment.copy(out, 0, target, JAVA_BYTE, outAt, written);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("AES-GCM of " + size + " bytes", e);
            }
        }

        @Override
        public boolean open(
                int ivHigh, long ivLow, MemorySegment s, long aadAt, int aadSize, long moreAadAt, long at, int size) {
            MemorySegment.copy(s, JAVA_BYTE, at, in, 0, size + TAG_SIZE);
            try {
                init(Cipher.DECRYPT_MODE, ivHigh, ivLow, s, aadAt, aadSize, moreAadAt);
                int written = cipher.doFinal(in, 0, size + TAG_SIZE, out);
                MemorySegment.copy(out, 0, s, JAVA_BYTE, at, written);
                return true;
            } catch (AEADBadTagException e) {
                return false;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("AES-GCM of " + size + " bytes", e);
            }
        }

        private void init(int mode, int ivHigh, long ivLow, MemorySegment s, long aadAt, int aadSize, long moreAadAt)
                throws GeneralSecurityException {
            ByteBuffer.wrap(iv).putInt(ivHigh).putLong(ivLow);
            cipher.init(mode, key, new GCMParameterSpec(8 * TAG_SIZE, iv));
            MemorySegment.copy(s, JAVA_BYTE, aadAt, aad, 0, aadSize);
            if (moreAadAt >= 0) MemorySegment.copy(s, JAVA_BYTE, moreAadAt, aad, aadSize, 4);
            cipher.updateAAD(aad, 0, moreAadAt >= 0 ? aadSize + 4 : aadSize);
        }

        @Override
        public void close() {}
    }

    private static final class JdkCounter implements Counter {
        private final Cipher cipher = cipher("AES/CTR/NoPadding");
        private final Key key;
        private final byte[] iv = new byte[16];
        private final byte[] buffer = new byte[BUFFER_SIZE];

        JdkCounter(byte[] key) {
            this.key = new SecretKeySpec(key, "AES");
        }

        @Override
        public void crypt(
                long ivHigh, long ivLow, MemorySegment in, long inAt, MemorySegment out, long outAt, int size) {
            ByteBuffer.wrap(iv).putLong(ivHigh).putLong(ivLow);
            MemorySegment.copy(in, JAVA_BYTE, inAt, buffer, 0, size);
            try {
                cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(iv));
                cipher.doFinal(buffer, 0, size, buffer);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("AES-CTR of " + size + " bytes", e);
            }
            MemorySegment.copy(buffer, 0, out, JAVA_BYTE, outAt, size);
        }

        @Override
        public void close() {}
    }

    private static final class JdkHmac implements Hmac {
        private final Mac mac;
        private final byte[] buffer = new byte[BUFFER_SIZE];
        private int next16Bits;

        JdkHmac(byte[] key) {
            try {
                mac = Mac.getInstance("HmacSHA1");
                mac.init(new SecretKeySpec(key, "HmacSHA1"));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("HmacSHA1, which every JDK has", e);
            }
        }

        @Override
        public long digest(MemorySegment s, long at, int size) {
            MemorySegment.copy(s, JAVA_BYTE, at, buffer, 0, size);
            return finish(size);
        }

        @Override
        public long digest(MemorySegment s, long at, int size, int more) {
            MemorySegment.copy(s, JAVA_BYTE, at, buffer, 0, size);
            ByteBuffer.wrap(buffer).putInt(size, more);
            return finish(size + 4);
        }

        private long finish(int size) {
            mac.update(buffer, 0, size);
            ByteBuffer digest = ByteBuffer.wrap(mac.doFinal());
            next16Bits = digest.getShort(8) & 0xffff;
            return digest.getLong(0);
        }

        @Override
        public int next16Bits() {
            return next16Bits;
        }

        @Override
        public void close() {}
    }
}
