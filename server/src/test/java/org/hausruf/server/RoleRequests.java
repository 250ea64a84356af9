package org.hausruf.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.hausruf.office.factor.Totp;
import org.hausruf.server.ApiDocument.Operation;
import tools.jackson.databind.node.ObjectNode;

/// The document's own examples as requests: ids name things of the office that are really there, secrets are right
/// where the role holds them.
final class RoleRequests {
    private static final String FACTOR = "/api/account/second-factor";
    private static final Map<String, String> PASSWORD = Map.of("password", TestServer.PASSWORD);
    private static final Set<String> WITH_FACTOR = Set.of("newRecoveryCodes", "switchOffSecondFactor");

    private final RoleCast cast;
    private final RoleThings things;

    RoleRequests(RoleCast cast, RoleThings things) {
        this.cast = cast;
        this.things = things;
    }

    record Request(Client who, String method, String target, BodyPublisher body) {
        Client.Answer send() {
            return who.send(method, target, body);
        }
    }

    Request request(Operation operation, Role role) {
        var path = operation.path();
        var query = new ArrayList<String>();
        for (var parameter : operation.definition().path("parameters")) {
            var name = parameter.path("name").asString();
            var isInPath = parameter.path("in").asString().equals("path");
            var example = parameter.path("example").asString();
            var value = isInPath ? inPath(operation, name, example) : inQuery(operation, name, example);
            if (isInPath) path = path.replace("{" + name + "}", value);
            else query.add(name + "=" + URLEncoder.encode(value, UTF_8));
        }
        if (role.isPerson() && WITH_FACTOR.contains(operation.id())) switchOnFactor(role);
        var keepsCookies =
                !operation.path().startsWith("/functions/") && !operation.id().equals("signIn");
        var who = keepsCookies ? cast.of(role) : cast.program(role);
        who.with("Content-Type", "application/json");
        var target = query.isEmpty() ? path : path + "?" + String.join("&", query);
        return new Request(who, operation.method(), target, body(operation, role));
    }

    private String inPath(Operation operation, String name, String example) {
        return switch (name) {
            case "callId" -> isLobby(operation) ? things.lobbyCall() : things.videoCall();
            case "inviteId" -> isLobby(operation) ? things.waiting() : things.invite();
            case "delivery" -> things.delivery();
            case "roomName" -> things.room();
            case "kind" -> "mark-light";
            case "id" -> id(operation);
            default -> example;
        };
    }

    private static boolean isLobby(Operation operation) {
        return operation.path().startsWith("/api/video-calls/{callId}/lobby");
    }

    private static boolean isOfPlanned(Operation operation) {
        return Set.of("changeVideoCall", "cancelVideoCall", "videoCallCalendar").contains(operation.id());
    }

    private String id(Operation operation) {
        var isReplay = operation.id().equals("replayFailed") || operation.id().equals("webhookDeliveries");
        if (isReplay) things.delivery();
        var path = operation.path();
        return switch (path.substring(0, path.indexOf("/{id}"))) {
            case "/api/calls" ->
                Set.of("acceptCall", "declineCall").contains(operation.id())
                        ? things.callToOwner()
                        : things.callOfOwner();
            case "/api/contacts" -> things.contact();
            case "/api/video-calls" -> isOfPlanned(operation) ? things.plannedCall() : things.videoCall();
            case "/api/invites" ->
                switch (operation.id()) {
                    case "rejoin" -> things.claimed();
                    case "waitInLobby" -> things.waiting();
                    default -> things.invite();
                };
            case "/api/tenants" -> cast.tenant();
            case "/api/webhooks" -> things.webhook();
            case "/api/push/subscriptions" -> things.subscription();
            case "/api/user-invites", "/api/people/invites" -> things.userInvite();
            case "/api/password-resets" -> things.reset();
            case "/api/people" ->
                switch (operation.id()) {
                    case "switchOffColleaguesSecondFactor" -> things.personWithFactor();
                    case "erasePerson" -> things.personGone();
                    default -> things.person();
                };
            case "/api/account/sessions" -> things.session();
            case "/api/keys" -> things.key();
            case "/api/token-issuers" -> things.issuer();
            case "/api/senders" -> operation.id().equals("preferSender") ? things.verifiedSender() : things.sender();
            case "/api/sender-links" -> things.sender();
            case "/api/sign-in-providers", "/api/sign-in/providers" -> things.provider();
            default -> throw new AssertionError(operation + ": the test knows nothing that {id} may name; teach it");
        };
    }

    private String inQuery(Operation operation, String name, String example) {
        return switch (name) {
            case "with" -> things.person();
            case "actor" -> cast.ownerId();
            case "cursor" -> operation.id().equals("contacts") ? things.contact() : example;
            default -> example;
        };
    }

    private BodyPublisher body(Operation operation, Role role) {
        if (operation.id().equals("setLogo")) return BodyPublishers.ofByteArray(picture());
        var example = operation.body().path("example");
        if (!(example.deepCopy() instanceof ObjectNode body)) return BodyPublishers.noBody();
        for (var member : List.copyOf(body.properties())) {
            if (!member.getValue().isString()) continue;
            var value =
                    inBody(operation, role, member.getKey(), member.getValue().asString());
            body.put(member.getKey(), value);
        }
        return BodyPublishers.ofString(body.toString());
    }

    private String inBody(Operation operation, Role role, String name, String example) {
        return switch (name) {
            case "toUserId" -> things.person();
            case "providerId" -> things.provider();
            case "issuer" -> operation.id().equals("addSignInProvider") ? things.openIdIssuer() : example;
            case "callId" -> call(operation);
            case "roomName" -> things.room();
            case "inviteId" -> things.invite();
            case "token" ->
                role == Role.GUEST && !operation.path().startsWith("/api/setup") ? RoleThings.TOKEN : "0".repeat(64);
            case "rejoinSecret" -> RoleCast.REJOIN;
            case "answerSecret" -> role == Role.GUEST ? things.answerSecret() : example;
            case "email", "inviteeEmail" -> email(operation, role);
            case "password", "currentPassword", "newPassword" -> password(operation, role);
            case "code" -> role.isPerson() && operation.path().startsWith(FACTOR) ? code(role) : example;
            case "name", "displayName" -> role.isOfTheOffice() ? RoleCast.MARK + "nhof" : example;
            case "endpoint", "url" -> role.isOfTheOffice() ? RoleThings.NOWHERE : "http://127.0.0.1:9/";
            default -> example;
        };
    }

    private String call(Operation operation) {
        if (operation.path().startsWith("/functions/")) return things.videoCall();
        if (!operation.id().equals("answerByPush")) return things.callOfOwner();
        things.answerSecret(); // told when it rings
        return things.callToOwner();
    }

    private static String email(Operation operation, Role role) {
        return switch (operation.id()) {
            case "signIn" -> role.isPerson() ? RoleCast.email(role) : RoleThings.emailElsewhere();
            case "callToken" -> RoleCast.email(Role.OWNER);
            default -> role.isOfTheOffice() ? RoleThings.email() : RoleThings.emailElsewhere();
        };
    }

    private static String password(Operation operation, Role role) {
        var isGuess = operation.id().equals("signIn") && !role.isPerson();
        return isGuess ? "a guess of theirs" : TestServer.PASSWORD;
    }

    private String code(Role role) {
        var begun = cast.of(role).post(FACTOR, PASSWORD);
        return Totp.parse(begun.text("secret")).at(cast.clock().instant());
    }

    /// @return a code for who has lost their app
    String switchOnFactor(Role role) {
        cast.rows().execute("delete from second_factors");
        var on = cast.of(role).post(FACTOR + "/confirm", Map.of("code", code(role)));
        if (on.status() != 200) throw new AssertionError(on.body());
        return on.body().at("/recoveryCodes/0").asString();
    }

    private static byte[] picture() {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(64, 32, BufferedImage.TYPE_INT_RGB), "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
