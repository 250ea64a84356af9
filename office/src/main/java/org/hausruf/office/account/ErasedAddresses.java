package org.hausruf.office.account;

import org.hausruf.office.EmailAddress;
import org.hausruf.office.Sealing;
import org.hausruf.office.TenantId;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Whose account was erased, by a fingerprint of the address that nobody reads without the installation's key. So that
/// no rule makes the account anew: an admin invites whoever is to come back. Immutable.
public final class ErasedAddresses {
    private final Sealing sealing;

    public ErasedAddresses(Sealing sealing) {
        this.sealing = sealing;
    }

    /// Of that address in that office.
    public byte[] fingerprint(TenantId office, EmailAddress email) {
        return sealing.fingerprint(email.value(), "erased address of " + office);
    }

    /// In a transaction of that office's system.
    boolean hold(JdbcClient sql, TenantId office, EmailAddress email) {
        return sql.sql("select exists (select from users where erased_address = :fingerprint)")
                .param("fingerprint", fingerprint(office, email))
                .query(Boolean.class)
                .single();
    }
}
