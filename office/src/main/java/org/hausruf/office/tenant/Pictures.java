package org.hausruf.office.tenant;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.hausruf.office.Limits;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;

/// Makes of what somebody has uploaded a picture that may be shown to anybody: PNG and JPEG are decoded and written
/// anew, so that nothing but pixels stays; of WebP, which Java does not read, the container is ([WebP]). What a file is
/// its first bytes say, never its name. Thread-safe.
final class Pictures {
    private static final String FIELD = "logo";
    private static final String ALLOWED = "PNG, JPEG or WebP, at most %d KiB, %d to %d pixels wide and high"
            .formatted(Limits.MAX_LOGO_BYTES / 1024, Limits.MIN_LOGO_PIXELS, Limits.MAX_LOGO_PIXELS);
    private static final float JPEG_QUALITY = 0.92f;
    /// Scans of a JPEG; ordinary ones have about ten. Each costs as much as the whole picture, and twelve bytes.
    private static final int MAX_SCANS = 20;

    /// A picture at the limit is 32 MB while it is decoded: one at a time.
    private static final ReentrantLock DECODING = new ReentrantLock();

    private Pictures() {}

    static Result<Logo> checked(byte[] upload) {
        if (upload.length > Limits.MAX_LOGO_BYTES) return refused("is too large");
        if (startsWith(upload, "89504e470d0a1a0a")) return anew(upload, "png");
        if (startsWith(upload, "ffd8ff"))
            return scans(upload) > MAX_SCANS ? refused("has too many scans") : anew(upload, "jpeg");
        if (WebP.is(upload)) return webp(upload);
        return refused(isSvg(upload) ? "is SVG, which can carry scripts" : "is no such picture");
    }

    private static boolean startsWith(byte[] upload, String hex) {
        var magic = HexFormat.of().parseHex(hex);
        return upload.length >= magic.length && Arrays.equals(upload, 0, magic.length, magic, 0, magic.length);
    }

    /// Or more: what looks like the beginning of one. In the data of a picture these two bytes do not follow each
    /// other.
    private static int scans(byte[] jpeg) {
        int count = 0;
        for (int i = 0; i + 1 < jpeg.length; i++) if (jpeg[i] == (byte) 0xff && jpeg[i + 1] == (byte) 0xda) count++;
        return count;
    }

    private static boolean isSvg(byte[] upload) {
        var head = new String(upload, 0, Math.min(upload.length, 4096), ISO_8859_1);
        return head.toLowerCase(Locale.ROOT).contains("<svg");
    }

    private static Result<Logo> webp(byte[] upload) {
        var read = WebP.read(upload).orElse(null);
        if (read == null) return refused("is broken, or moves");
        return fits(read.width(), read.height()) ? Result.ok(new Logo("image/webp", read.plain())) : refusedSize();
    }

    private static Result<Logo> anew(byte[] upload, String format) {
        var reader = ImageIO.getImageReadersByFormatName(format).next();
        DECODING.lock();
        try (var input = new MemoryCacheImageInputStream(new ByteArrayInputStream(upload))) {
            reader.setInput(input, true, true);
            if (!fits(reader.getWidth(0), reader.getHeight(0))) return refusedSize();
            var bytes = written(reader.read(0), format);
            return bytes.length > Limits.MAX_LOGO_BYTES
                    ? refused("is too large")
                    : Result.ok(new Logo("image/" + format, bytes));
        } catch (IOException | RuntimeException broken) { // the decoders meet broken files with whatever comes
            return refused("is broken, or of a kind that cannot be read");
        } finally {
            reader.dispose();
            DECODING.unlock();
        }
    }

    private static byte[] written(BufferedImage picture, String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName(format).next();
        try (var output = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(output);
            var how = writer.getDefaultWriteParam();
            if (format.equals("jpeg")) {
                how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                how.setCompressionQuality(JPEG_QUALITY);
            }
            writer.write(null, new IIOImage(picture, null, null), how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static boolean fits(int width, int height) {
        return Math.min(width, height) >= Limits.MIN_LOGO_PIXELS && Math.max(width, height) <= Limits.MAX_LOGO_PIXELS;
    }

    private static Result<Logo> refusedSize() {
        return refused("has too few or too many pixels");
    }

    private static Result<Logo> refused(String message) {
        return Result.refused(new Refusal.Invalid(FIELD, message, ALLOWED));
    }
}
