package org.hausruf.conformance.libwebrtc;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.onvoid.webrtc.media.audio.CustomAudioSource;
import dev.onvoid.webrtc.media.video.CustomVideoSource;
import dev.onvoid.webrtc.media.video.NativeI420Buffer;
import dev.onvoid.webrtc.media.video.VideoFrame;
import java.nio.ByteBuffer;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/// A tone and a picture of one brightness, for as long as it is open.
final class Sources implements AutoCloseable {
    static final int WIDTH = 320;
    static final int HEIGHT = 240;
    static final int LUMA = 180;

    private static final int RATE = 48_000;
    private static final int SAMPLES = RATE / 100;
    private static final double PITCH = 440.0;
    private static final double AMPLITUDE = 12_000;

    final CustomAudioSource audio = new CustomAudioSource();
    final CustomVideoSource video = new CustomVideoSource();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private long sample;

    Sources() {
        var _ = clock.scheduleAtFixedRate(this::tone, 0, 10, MILLISECONDS);
        var _ = clock.scheduleAtFixedRate(this::picture, 0, 40, MILLISECONDS);
    }

    private void tone() {
        byte[] pcm = new byte[2 * SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            int value = (int) (AMPLITUDE * Math.sin(2 * Math.PI * PITCH * sample++ / RATE));
            pcm[2 * i] = (byte) value;
            pcm[2 * i + 1] = (byte) (value >> 8);
        }
        audio.pushAudio(pcm, 16, RATE, 1, SAMPLES);
    }

    private void picture() {
        NativeI420Buffer buffer = NativeI420Buffer.allocate(WIDTH, HEIGHT);
        fill(buffer.getDataY(), LUMA);
        fill(buffer.getDataU(), 128);
        fill(buffer.getDataV(), 128);
        var frame = new VideoFrame(buffer, System.nanoTime());
        video.pushFrame(frame);
        frame.release();
    }

    private static void fill(ByteBuffer plane, int value) {
        while (plane.hasRemaining()) plane.put((byte) value);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
