package org.hausruf.office.tenant;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.office.Refusals.field;
import static org.hausruf.office.Refusals.refusal;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.hausruf.office.Limits;
import org.hausruf.office.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PicturesTest {
    static byte[] png(int width, int height) {
        return picture("png", width, height, BufferedImage.TYPE_INT_ARGB);
    }

    private static byte[] picture(String format, int width, int height, int type) {
        var picture = new BufferedImage(width, height, type);
        picture.setRGB(1, 1, 0xff336699);
        var bytes = new ByteArrayOutputStream();
        try {
            assertThat(ImageIO.write(picture, format, bytes)).isTrue();
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return bytes.toByteArray();
    }

    private static byte[] chunk(String name, byte[] data) {
        var chunk = ByteBuffer.allocate(8 + data.length + (data.length & 1)).order(ByteOrder.LITTLE_ENDIAN);
        return chunk.put(name.getBytes(ISO_8859_1))
                .putInt(data.length)
                .put(data)
                .array();
    }

    private static byte[] webp(byte[]... chunks) {
        var all = new ByteArrayOutputStream();
        all.writeBytes("WEBP".getBytes(ISO_8859_1));
        for (var chunk : chunks) all.writeBytes(chunk);
        return chunk("RIFF", all.toByteArray());
    }

    private static byte[] lossless(int width, int height) {
        int bits = (width - 1) | ((height - 1) << 14);
        return chunk(
                "VP8L",
                ByteBuffer.allocate(7)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put((byte) 0x2f)
                        .putInt(bits)
                        .array());
    }

    private static byte[] extended(int flags, int width, int height) {
        var data = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN).putInt(flags);
        data.putShort(4, (short) (width - 1)).putShort(7, (short) (height - 1));
        return chunk("VP8X", data.array());
    }

    @Test
    void ofAPngPixelsStayAndNothingElse() throws IOException {
        var upload = Arrays.copyOf(png(30, 20), 4000);
        System.arraycopy("<script>secret".getBytes(ISO_8859_1), 0, upload, 3900, 14);

        var logo = Pictures.checked(upload).orThrow();

        assertThat(logo.mediaType()).isEqualTo("image/png");
        assertThat(new String(logo.bytes(), ISO_8859_1)).doesNotContain("script");
        var read = ImageIO.read(new ByteArrayInputStream(logo.bytes()));
        assertThat(read.getWidth()).isEqualTo(30);
        assertThat(read.getRGB(1, 1)).isEqualTo(0xff336699);
        assertThat(read.getRGB(2, 2)).as("see-through").isZero();
    }

    @Test
    void aJpegOfMoreScansThanAPictureNeedsIsNotDecoded() {
        var jpeg = picture("jpeg", 30, 20, BufferedImage.TYPE_INT_RGB);
        var upload = Arrays.copyOf(jpeg, jpeg.length + 100);
        for (int at = jpeg.length; at + 1 < upload.length; at += 2) {
            upload[at] = (byte) 0xff;
            upload[at + 1] = (byte) 0xda;
        }

        assertThat(refusal(Pictures.checked(upload), Refusal.Invalid.class).message())
                .contains("scans");
    }

    @Test
    void aJpegIsWrittenAnew() {
        var logo = Pictures.checked(picture("jpeg", 30, 20, BufferedImage.TYPE_INT_RGB))
                .orThrow();

        assertThat(logo.mediaType()).isEqualTo("image/jpeg");
    }

    @Test
    void ofAWebPThePictureStaysAndWhatWasWrittenAboutItGoes() {
        var upload = webp(extended(0x1c, 30, 20), lossless(30, 20), chunk("EXIF", "at home".getBytes(ISO_8859_1)));

        var logo = Pictures.checked(upload).orThrow();

        assertThat(logo.mediaType()).isEqualTo("image/webp");
        assertThat(logo.bytes()).isEqualTo(webp(extended(0x10, 30, 20), lossless(30, 20)));
    }

    @ParameterizedTest
    @CsvSource({"15,20", "20,15", "2001,20", "20,2001"})
    void aPictureHasNeitherTooFewNorTooManyPixels(int width, int height) {
        assertThat(field(Pictures.checked(png(width, height)))).isEqualTo("logo");
        assertThat(field(Pictures.checked(webp(lossless(width, height))))).isEqualTo("logo");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
                "\u0089PNG\r\n\u001a\n",
                "\u0089PNG\r\n\u001a\n and no more of it",
                "\u00ff\u00d8\u00ff\u00e0 and no more",
                "GIF89a",
                "RIFF\0\0\0\0WEBP",
                "RIFF\u0004\0\0\0WEBP",
                "RIFF\u000c\0\0\0WEBPVP8L\u00ff\u00ff\u00ff\u007f",
                "RIFF\u000c\0\0\0WEBPVP8L\0\0\0\u0080",
            })
    void whatIsNoPictureIsRefused(String upload) {
        assertThat(field(Pictures.checked(upload.getBytes(ISO_8859_1)))).isEqualTo("logo");
    }

    @Test
    void svgIsRefusedWithTheReason() {
        var svg = "<?xml version='1.0'?>\n<svg/>".getBytes(ISO_8859_1);

        assertThat(refusal(Pictures.checked(svg), Refusal.Invalid.class).message())
                .contains("scripts");
    }

    @Test
    void moreThanOnePictureIsRefused() {
        var moving = webp(extended(2, 30, 20), chunk("ANIM", new byte[6]), chunk("ANMF", lossless(30, 20)));
        var two = webp(lossless(30, 20), lossless(30, 20));
        var otherSize = webp(extended(0, 99, 20), lossless(30, 20));

        for (var upload : new byte[][] {moving, two, otherSize})
            assertThat(field(Pictures.checked(upload))).isEqualTo("logo");
        assertThat(field(Pictures.checked(new byte[Limits.MAX_LOGO_BYTES + 1]))).isEqualTo("logo");
    }

    @Test
    void brokenFilesAreRefusedOrReadButNeverMore() {
        var random = new Random(7);
        for (var seed : new byte[][] {
            png(40, 40),
            picture("jpeg", 40, 40, BufferedImage.TYPE_INT_RGB),
            webp(extended(0x10, 40, 40), chunk("ALPH", new byte[4]), lossless(40, 40))
        }) {
            for (int i = 0; i < 300; i++) {
                var broken = Arrays.copyOf(seed, random.nextInt(1, seed.length + 1));
                for (int flips = random.nextInt(1, 8); flips > 0; flips--)
                    broken[random.nextInt(broken.length)] = (byte) random.nextInt();

                var result = Pictures.checked(broken);

                assertThat(result).isNotNull();
            }
        }
    }
}
