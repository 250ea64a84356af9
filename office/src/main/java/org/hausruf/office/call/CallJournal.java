package org.hausruf.office.call;

import org.springframework.jdbc.core.simple.JdbcClient;

/// Writes down what other programs are to be told of a call, in the transaction that changes it: either both are
/// there or neither is.
public interface CallJournal {
    /// What has happened to a call.
    enum Entry {
        INITIATED,
        ANSWERED,
        ENDED
    }

    /// @param sql of the transaction, opened as whoever changes the call
    void write(JdbcClient sql, Call call, Entry entry);

    /// A transaction that may have written something has been committed.
    void written();
}
