package org.hausruf.server.bridge;

import jakarta.servlet.http.HttpServletRequest;
import org.hausruf.livekit.http.OriginCheck;
import org.hausruf.office.RoomName;
import org.hausruf.office.tenant.AllowedOrigins;
import org.hausruf.server.problem.ProblemHandler;
import org.hausruf.server.signin.OwnPages;
import org.springframework.dao.DataAccessException;

/// Which pages may enter a room with a token for it: our own, and those of the tenant's list. Programs name no origin,
/// and the token is what counts for them as for everybody.
public final class RoomOrigins implements OriginCheck {
    private final OwnPages pages;
    private final AllowedOrigins origins;

    public RoomOrigins(OwnPages pages, AllowedOrigins origins) {
        this.pages = pages;
        this.origins = origins;
    }

    @Override
    public boolean allows(HttpServletRequest request, String room) {
        var foreign = pages.foreignOrigin(request);
        return foreign.isEmpty() || pages.isNeighbour(foreign.get()) || isListed(foreign.get(), new RoomName(room));
    }

    private boolean isListed(String origin, RoomName room) {
        try {
            return origins.allows(origin, room);
        } catch (DataAccessException e) {
            ProblemHandler.logDatabaseGone(e);
            return false;
        }
    }
}
