package org.hausruf.rtc.rtcp;

/// Packet types, feedback formats and sizes.
public final class Rtcp {
    public static final int SENDER_REPORT = 200;
    public static final int RECEIVER_REPORT = 201;
    public static final int SOURCE_DESCRIPTION = 202;
    public static final int BYE = 203;
    public static final int TRANSPORT_FEEDBACK = 205;
    public static final int PAYLOAD_FEEDBACK = 206;

    /// Formats of [#TRANSPORT_FEEDBACK].
    public static final int NACK = 1;

    public static final int TRANSPORT_WIDE = 15;

    /// Formats of [#PAYLOAD_FEEDBACK].
    public static final int PLI = 1;

    public static final int FIR = 4;
    /// [Remb] among others.
    public static final int APPLICATION = 15;

    public static final int SENDER_REPORT_SIZE = 28;
    public static final int REPORT_BLOCK_SIZE = 24;
    public static final int MAX_REPORT_BLOCKS = 31;

    private Rtcp() {}
}
