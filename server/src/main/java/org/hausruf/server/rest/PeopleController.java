package org.hausruf.server.rest;

import java.util.List;
import java.util.Objects;
import org.hausruf.office.user.Directory;
import org.hausruf.office.user.User;
import org.hausruf.server.call.PresenceBoard;
import org.hausruf.server.problem.Fields;
import org.hausruf.server.signin.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Whom one can ring: `/api/users`, the office's own people; and whether one may be rung oneself: `/api/presence`.
@RestController
@RequestMapping("/api")
public final class PeopleController {
    private final Directory directory;
    private final PresenceBoard presence;

    public PeopleController(Directory directory, PresenceBoard presence) {
        this.directory = directory;
        this.presence = presence;
    }

    record UserView(String id, String displayName, String email, String presence) {}

    record ListView<T>(List<T> items) {}

    record PresenceRequest(@Nullable Boolean doNotDisturb) {}

    /// @param presence as colleagues see it
    /// @param doNotDisturb what one has chosen, which shows only to who could be called otherwise
    record PresenceView(String presence, boolean doNotDisturb) {
        static PresenceView of(PresenceBoard.Own own) {
            return new PresenceView(own.state().slug(), own.doNotDisturb());
        }
    }

    @GetMapping("/users")
    ListView<UserView> users(SignedIn colleague) {
        var users = directory.list();
        var states = presence.of(users.stream().map(User::id).toList());
        return new ListView<>(users.stream()
                .map(user -> new UserView(
                        user.id().toString(),
                        user.displayName(),
                        user.email().value(),
                        Objects.requireNonNull(states.get(user.id())).slug()))
                .toList());
    }

    @GetMapping("/presence")
    PresenceView presence(SignedIn user) {
        return PresenceView.of(presence.own());
    }

    @PutMapping("/presence")
    PresenceView setPresence(SignedIn user, @RequestBody PresenceRequest body) {
        var fields = new Fields();
        var wanted = fields.truth("doNotDisturb", body.doNotDisturb());
        fields.check();
        return PresenceView.of(presence.setDoNotDisturb(wanted));
    }
}
