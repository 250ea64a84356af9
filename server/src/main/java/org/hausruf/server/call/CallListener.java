package org.hausruf.server.call;

import org.hausruf.office.call.Call;

/// Hears of calls after they are decided, in the order of the decisions about one call, on the thread that told the
/// sockets: it has to be quick, and must not throw.
public interface CallListener {
    /// The callee is being rung.
    void rings(Call call);

    /// The callee has answered.
    void answered(Call call);

    /// However it came to be over; also a call that never rang.
    void over(Call call);
}
