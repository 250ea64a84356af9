package org.hausruf.rtc.sdp;

import java.util.List;

/// Our end of a connection, as every description of ours repeats it.
///
/// @param fingerprint algorithm and value
/// @param candidates as after `a=candidate:`
public record LocalTransport(String iceUfrag, String icePwd, String fingerprint, List<String> candidates) {}
