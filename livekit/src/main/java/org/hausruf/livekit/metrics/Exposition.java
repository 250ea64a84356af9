package org.hausruf.livekit.metrics;

/// Prometheus' text format, version 0.0.4.
final class Exposition {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder text = new StringBuilder();
    private final String constant;

    /// @param constant labels of every line
    Exposition(String constant) {
        this.constant = constant;
    }

    void type(String name, String type) {
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    /// @param labels without braces; empty for none
    void line(String name, String labels, long value) {
        line(name, labels, Long.toString(value));
    }

    void line(String name, String labels, double value) {
        line(name, labels, Double.toString(value));
    }

    private void line(String name, String labels, String value) {
        text.append(name).append('{').append(constant);
        if (!labels.isEmpty()) text.append(',').append(labels);
        text.append("} ").append(value).append('\n');
    }

    void gauge(String name, long value) {
        type(name, "gauge");
        line(name, "", value);
    }

    void counter(String name, long value) {
        type(name, "counter");
        line(name, "", value);
    }

    String text() {
        return text.toString();
    }
}
