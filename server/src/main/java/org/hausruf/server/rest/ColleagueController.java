package org.hausruf.server.rest;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.hausruf.office.UserId;
import org.hausruf.office.UserInviteId;
import org.hausruf.office.account.AccountServices;
import org.hausruf.office.account.Colleague;
import org.hausruf.office.account.UserInvite;
import org.hausruf.office.call.Calls;
import org.hausruf.office.mail.InAppMail;
import org.hausruf.office.tenant.Branding;
import org.hausruf.office.user.User;
import org.hausruf.server.bridge.CallRooms;
import org.hausruf.server.call.SocketSignIn;
import org.hausruf.server.call.Switchboard;
import org.hausruf.server.problem.Fields;
import org.hausruf.server.signin.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// `/api/people`: the accounts of the office and the invitations to it. For admins.
@RestController
@RequestMapping("/api/people")
public final class ColleagueController {
    private static final List<String> ROLES =
            Arrays.stream(User.Role.values()).map(User.Role::slug).toList();

    private final AccountServices accounts;
    private final Answers answers;
    private final SocketSignIn sockets;
    private final Calls calls;
    private final Switchboard board;
    private final CallRooms rooms;
    private final Languages languages;

    public ColleagueController(
            AccountServices accounts,
            Answers answers,
            SocketSignIn sockets,
            Calls calls,
            Switchboard board,
            CallRooms rooms,
            Branding branding) {
        this.rooms = rooms;
        this.languages = new Languages(branding);
        this.accounts = accounts;
        this.answers = answers;
        this.sockets = sockets;
        this.calls = calls;
        this.board = board;
    }

    record ColleagueView(
            String id,
            String email,
            String displayName,
            String role,
            boolean active,
            boolean secondFactor,
            @Nullable Instant lastSeenAt) {
        static ColleagueView of(Colleague colleague) {
            var user = colleague.user();
            return new ColleagueView(
                    user.id().toString(),
                    user.email().value(),
                    user.displayName(),
                    user.role().slug(),
                    colleague.active(),
                    colleague.secondFactor(),
                    colleague.lastSeenAt());
        }
    }

    record InviteView(
            String id,
            String email,
            String role,
            Instant createdAt,
            Instant expiresAt,
            boolean expired,
            @Nullable Instant sentAt,
            @Nullable String sendError,
            String mailState,
            boolean mailInApp) {
        static InviteView of(UserInvite invite) {
            return new InviteView(
                    invite.id().toString(),
                    invite.email().value(),
                    invite.role().slug(),
                    invite.createdAt(),
                    invite.expiresAt(),
                    invite.expired(),
                    invite.sentAt(),
                    invite.sendError(),
                    invite.mailState().slug(),
                    invite.mailInApp());
        }
    }

    record PeopleView(List<ColleagueView> people, List<InviteView> invites) {}

    record RoleRequest(@Nullable String role) {}

    record InviteRequest(
            @Nullable String email,
            @Nullable String role,
            @Nullable String locale) {}

    @GetMapping
    PeopleView list(SignedIn admin) {
        var people = answers.value(accounts.people().list());
        var invites = answers.value(accounts.invites().list());
        return new PeopleView(
                people.stream().map(ColleagueView::of).toList(),
                invites.stream().map(InviteView::of).toList());
    }

    @PutMapping("/{id}/role")
    ColleagueView changeRole(SignedIn admin, @PathVariable("id") UUID id, @RequestBody RoleRequest body) {
        var fields = new Fields();
        var role = fields.oneOf("role", body.role(), ROLES);
        fields.check();
        return ColleagueView.of(answers.value(accounts.people().changeRole(new UserId(id), role(role))));
    }

    private static User.Role role(String slug) {
        return User.Role.valueOf(slug.toUpperCase(Locale.ROOT));
    }

    /// Ends their sessions, then their sockets, then what they ring or talk in and the meetings that they hold.
    @PostMapping("/{id}/deactivate")
    ColleagueView deactivate(SignedIn admin, @PathVariable("id") UUID id) {
        var gone = answers.value(accounts.people().deactivate(new UserId(id)));
        gone.sessions().forEach(sockets::ended);
        gone.colleague().user().caller().run(() -> {
            calls.live().forEach(call -> board.end(call.id()));
            rooms.endAll();
        });
        return ColleagueView.of(gone.colleague());
    }

    @PostMapping("/{id}/activate")
    ColleagueView activate(SignedIn admin, @PathVariable("id") UUID id) {
        return ColleagueView.of(answers.value(accounts.people().activate(new UserId(id))));
    }

    /// For who has lost the phone and the recovery codes.
    @PostMapping("/{id}/second-factor/off")
    ColleagueView switchOffFactor(SignedIn admin, @PathVariable("id") UUID id) {
        return ColleagueView.of(answers.value(accounts.people().switchOffFactor(new UserId(id))));
    }

    @PostMapping("/invites")
    @ResponseStatus(HttpStatus.CREATED)
    InviteView invite(SignedIn admin, @RequestBody InviteRequest body) {
        var fields = new Fields();
        var email = fields.text("email", body.email());
        var role = fields.oneOf("role", body.role(), ROLES);
        var language = languages.named(fields, body.locale());
        fields.check();
        return InviteView.of(answers.value(accounts.invites().send(email, role(role), language)));
    }

    @PostMapping("/invites/{id}/resend")
    InviteView resend(SignedIn admin, @PathVariable("id") UUID id) {
        return InviteView.of(answers.value(accounts.invites().resend(new UserInviteId(id))));
    }

    @DeleteMapping("/invites/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(SignedIn admin, @PathVariable("id") UUID id) {
        answers.value(accounts.invites().withdraw(new UserInviteId(id)));
    }

    @GetMapping("/invites/{id}/mail")
    InAppMail mail(SignedIn admin, @PathVariable("id") UUID id) {
        return answers.value(accounts.invites().mail(new UserInviteId(id)));
    }
}
