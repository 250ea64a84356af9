package org.hausruf.livekit.metrics;

/// Counts of values up to some bounds. Guarded by `this`.
final class Histogram {
    private final double[] bounds;
    private final long[] counts;
    private double sum;
    private long count;

    /// @param bounds ascending
    Histogram(double... bounds) {
        this.bounds = bounds.clone();
        counts = new long[bounds.length];
    }

    synchronized void add(double value) {
        sum += value;
        count++;
        for (int i = 0; i < bounds.length; i++) if (value <= bounds[i]) counts[i]++;
    }

    synchronized void write(String name, Exposition out) {
        out.type(name, "histogram");
        for (int i = 0; i < bounds.length; i++) out.line(name + "_bucket", "le=\"" + bounds[i] + "\"", counts[i]);
        out.line(name + "_bucket", "le=\"+Inf\"", count);
        out.line(name + "_sum", "", sum);
        out.line(name + "_count", "", count);
    }
}
