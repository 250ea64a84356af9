package org.hausruf.office.tenant;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The container of a WebP picture (RFC 9649), read strictly: one still picture whose chunks fill the file exactly. The
/// picture itself is not decoded.
///
/// @param plain the same without anything but the picture: no Exif, no XMP, no colour profile
@SuppressWarnings("ArrayRecordComponent") // a picture is bytes; nobody compares two
record WebP(int width, int height, byte[] plain) {
    private static final int HEADER_BYTES = 12;
    private static final int CHUNK_HEADER_BYTES = 8;
    private static final int ALPHA = 0x10;

    private record Size(int width, int height) {}

    static boolean is(byte[] file) {
        return file.length >= HEADER_BYTES
                && word(file, 0).equals("RIFF")
                && word(file, 8).equals("WEBP");
    }

    /// @return empty for what is broken, or has several pictures
    static Optional<WebP> read(byte[] file) {
        var in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        if (!is(file) || in.getInt(4) != file.length - 8) return Optional.empty();
        var parts = new Parts(in);
        for (int at = HEADER_BYTES; at < file.length; ) {
            if (file.length - at < CHUNK_HEADER_BYTES) return Optional.empty();
            int length = in.getInt(at + 4);
            long next = (long) at + CHUNK_HEADER_BYTES + length + (length & 1);
            if (length < 0 || next > file.length) return Optional.empty();
            if (!parts.take(word(file, at), in.slice(at, (int) next - at), length)) return Optional.empty();
            at = (int) next;
        }
        return parts.webp();
    }

    /// What is kept of a file. Confined to one call.
    private static final class Parts {
        private final ByteBuffer kept;
        private @Nullable Size canvas;
        private @Nullable Size picture;

        Parts(ByteBuffer file) {
            kept = ByteBuffer.allocate(file.capacity()).order(ByteOrder.LITTLE_ENDIAN);
            kept.put(file.slice(0, HEADER_BYTES));
        }

        /// @return whether it may stand there
        boolean take(String name, ByteBuffer chunk, int length) {
            var data = chunk.slice(CHUNK_HEADER_BYTES, length).order(ByteOrder.LITTLE_ENDIAN);
            return switch (name) {
                case "VP8X" -> isCanvas(chunk, data);
                case "VP8 " -> isPicture(chunk, lossy(data));
                case "VP8L" -> isPicture(chunk, lossless(data));
                case "ALPH" -> canvas != null && picture == null && keep(chunk);
                case "ANIM", "ANMF" -> false;
                default -> true; // and is left out
            };
        }

        private boolean isCanvas(ByteBuffer chunk, ByteBuffer data) {
            if (kept.position() != HEADER_BYTES || data.remaining() != 10) return false;
            canvas = new Size(1 + threeBytes(data, 4), 1 + threeBytes(data, 7));
            var flags = (byte) (data.get(0) & ALPHA);
            kept.put(chunk).put(HEADER_BYTES + CHUNK_HEADER_BYTES, flags);
            return true;
        }

        private boolean isPicture(ByteBuffer chunk, @Nullable Size size) {
            if (picture != null || size == null) return false;
            picture = size;
            return keep(chunk);
        }

        private boolean keep(ByteBuffer chunk) {
            kept.put(chunk);
            return true;
        }

        Optional<WebP> webp() {
            if (picture == null || (canvas != null && !canvas.equals(picture))) return Optional.empty();
            kept.putInt(4, kept.position() - 8);
            var plain = new byte[kept.position()];
            kept.get(0, plain);
            return Optional.of(new WebP(picture.width(), picture.height(), plain));
        }
    }

    /// A key frame's header (RFC 6386 §9.1).
    private static @Nullable Size lossy(ByteBuffer data) {
        if (data.remaining() < 10 || (data.get(0) & 1) != 0 || threeBytes(data, 3) != 0x2a019d) return null;
        return new Size(data.getShort(6) & 0x3fff, data.getShort(8) & 0x3fff);
    }

    private static @Nullable Size lossless(ByteBuffer data) {
        if (data.remaining() < 5 || data.get(0) != 0x2f) return null;
        int bits = data.getInt(1);
        return new Size(1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff));
    }

    private static int threeBytes(ByteBuffer data, int at) {
        return (data.get(at) & 0xff) | ((data.get(at + 1) & 0xff) << 8) | ((data.get(at + 2) & 0xff) << 16);
    }

    private static String word(byte[] file, int at) {
        return new String(file, at, 4, ISO_8859_1);
    }
}
