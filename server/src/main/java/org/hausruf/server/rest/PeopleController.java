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

    record PresenceView(String presence) {}

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

    @PutMapping("/presence")
    PresenceView setPresence(SignedIn user, @RequestBody PresenceRequest body) {
        var fields = new Fields();
        var wanted = fields.truth("doNotDisturb", body.doNotDisturb());
        fields.check();
        return new PresenceView(presence.setDoNotDisturb(wanted).slug());
    }
}
