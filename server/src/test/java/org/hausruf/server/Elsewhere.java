package org.hausruf.server;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.hausruf.server.ApiDocument.Operation;
import tools.jackson.databind.node.ObjectNode;

/// Where those operations have their place that the office of `docs/roles.md` refuses to everybody: with a mail server,
/// before there is an office, and half-way through a sign-in.
final class Elsewhere {
    private final RoleCast cast;

    Elsewhere(RoleCast cast) {
        this.cast = cast;
    }

    /// By whoever may.
    Client.Answer ask(Operation operation) {
        return switch (operation.id()) {
            case "addSender", "resendSenderLink" -> withMailServer(operation);
            case "previewSetup", "setUp" -> beforeTheFirstOffice(operation);
            case "provideCode" -> halfSignedIn(operation);
            default ->
                throw new AssertionError(operation + ": nobody succeeds with it, here or in the table; teach it");
        };
    }

    private static Client.Answer withMailServer(Operation operation) {
        var mails = MailServer.at(0);
        mails.start();
        var url = "smtp://127.0.0.1:" + mails.getSmtp().getPort();
        try (var there = new RoleCast(Map.of("HAUSRUF_SMTP_URL", url));
                var things = new RoleThings(there)) {
            return new RoleRequests(there, things)
                    .request(operation, Role.ADMIN)
                    .send();
        } finally {
            mails.stop();
        }
    }

    private static Client.Answer beforeTheFirstOffice(Operation operation) {
        try (var empty = TestServer.start(Map.of("HAUSRUF_SAMPLE", "off"))) {
            var link = empty.setUpLink().getFragment();
            return ask(empty.visitor(), operation, "token", link.substring(link.lastIndexOf('.') + 1));
        }
    }

    /// The owner comes back from their provider, and has an app.
    private Client.Answer halfSignedIn(Operation operation) {
        try (var things = new RoleThings(cast)) {
            var recoveryCode = new RoleRequests(cast, things).switchOnFactor(Role.OWNER);
            var browser = cast.server().visitor().with("X-Forwarded-For", "198.18.250.1");
            var there = ProviderOffice.begin(browser, things.provider());
            var came = ProviderOffice.come(browser, there, things.signIn(there, RoleCast.email(Role.OWNER)));
            if (!ProviderOffice.place(came).contains("step=code")) throw new AssertionError(came.headers());
            return ask(browser.with("Origin", cast.server().origin().toString()), operation, "code", recoveryCode);
        } finally {
            cast.forgetFactors();
        }
    }

    /// With the document's example, in which that member is right.
    private static Client.Answer ask(Client who, Operation operation, String member, String value) {
        var body = (ObjectNode) operation.body().path("example").deepCopy();
        body.put(member, value);
        who.with("Content-Type", "application/json");
        return who.send(operation.method(), operation.path(), BodyPublishers.ofString(body.toString()));
    }
}
