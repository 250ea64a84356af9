package org.hausruf.server.call;

import java.net.URI;
import java.util.Set;
import org.hausruf.office.TenantId;
import org.hausruf.office.tenant.AllowedOrigins;
import org.hausruf.server.problem.ProblemHandler;
import org.hausruf.server.signin.OwnPages;
import org.hausruf.socketio.Client;
import org.springframework.dao.DataAccessException;

/// Which pages may open sockets: our own, and for people of a tenant those of its list. Programs name no origin.
/// Thread-safe.
final class SocketOrigins {
    private final URI own;
    private final OwnPages pages;
    private final AllowedOrigins origins;

    /// @param own public address of this server
    SocketOrigins(URI own, AllowedOrigins origins) {
        this.own = own;
        this.pages = new OwnPages(own);
        this.origins = origins;
    }

    /// Whether anybody might come from there; pages of the very address that is asked are not asked about.
    boolean mayBe(String origin) {
        try {
            return isOurs(origin) || !origins.tenantsAllowing(origin).isEmpty();
        } catch (DataAccessException e) {
            ProblemHandler.logDatabaseGone(e);
            return false;
        }
    }

    boolean allows(Client client, TenantId tenant) {
        String origin = client.origin();
        return origin == null
                || !client.foreign()
                || isOurs(origin)
                || allowing(origin).contains(tenant);
    }

    private Set<TenantId> allowing(String origin) {
        return origins.tenantsAllowing(origin);
    }

    private boolean isOurs(String origin) {
        return origin.equals(own.toString()) || pages.isNeighbour(origin);
    }
}
