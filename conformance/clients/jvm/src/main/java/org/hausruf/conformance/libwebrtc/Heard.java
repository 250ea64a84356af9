package org.hausruf.conformance.libwebrtc;

import dev.onvoid.webrtc.media.MediaStreamTrack;
import dev.onvoid.webrtc.media.audio.AudioTrack;
import dev.onvoid.webrtc.media.video.I420Buffer;
import dev.onvoid.webrtc.media.video.VideoFrame;
import dev.onvoid.webrtc.media.video.VideoTrack;
import java.util.concurrent.atomic.AtomicInteger;

/// What was decoded of one track.
final class Heard {
    private static final int NEAR = 12;
    private static final int LOUD = 2_000;

    private final AtomicInteger bright = new AtomicInteger();
    private final AtomicInteger loud = new AtomicInteger();

    void listen(MediaStreamTrack track) {
        if (track instanceof VideoTrack video) video.addSink(this::frame);
        if (track instanceof AudioTrack audio) {
            audio.addSink((data, bits, rate, channels, frames) -> samples(data));
        }
    }

    /// Pictures of the size and brightness that were sent.
    int pictures() {
        return bright.get();
    }

    /// Stretches of 10 ms with the tone in them.
    int tones() {
        return loud.get();
    }

    private void frame(VideoFrame frame) {
        I420Buffer picture = frame.buffer.toI420();
        int middle =
                picture.getDataY().get(picture.getHeight() / 2 * picture.getStrideY() + picture.getWidth() / 2) & 0xff;
        boolean size = picture.getWidth() * Sources.HEIGHT == picture.getHeight() * Sources.WIDTH;
        if (size && Math.abs(middle - Sources.LUMA) < NEAR) bright.incrementAndGet();
        picture.release();
    }

    private void samples(byte[] data) {
        int peak = 0;
        for (int i = 0; i + 1 < data.length; i += 2) {
            peak = Math.max(peak, Math.abs((short) ((data[i] & 0xff) | (data[i + 1] << 8))));
        }
        if (peak > LOUD) loud.incrementAndGet();
    }
}
