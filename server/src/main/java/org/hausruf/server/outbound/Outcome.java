package org.hausruf.server.outbound;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What became of a request.
public sealed interface Outcome {
    /// The receiver has answered, whatever that is.
    ///
    /// @param status of HTTP
    /// @param head the beginning of the body as text of one line, at most 1 024 characters; or all of it,
    ///     where that was asked for
    /// @param retryAfter how long to wait at least, if the receiver said so
    record Answered(int status, String head, @Nullable Duration retryAfter) implements Outcome {
        /// 2xx.
        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }

    /// Not sent, as that address is not allowed. The words name neither addresses nor the server's network.
    record Refused(String why) implements Outcome {}

    /// Sent or not, there was no answer. The same words for every cause that would tell about the network.
    ///
    /// @param mayHaveArrived whether the receiver may have had the whole request
    record Failed(String why, boolean mayHaveArrived) implements Outcome {
        /// One that nobody had.
        Failed(String why) {
            this(why, false);
        }
    }
}
