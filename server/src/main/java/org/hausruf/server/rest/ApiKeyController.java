package org.hausruf.server.rest;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.hausruf.office.ApiKeyId;
import org.hausruf.office.apikey.ApiKey;
import org.hausruf.office.apikey.ApiKeys;
import org.hausruf.server.call.SocketSignIn;
import org.hausruf.server.problem.Fields;
import org.hausruf.server.signin.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// `/api/keys`: keys of the office's own programs. For admins.
@RestController
@RequestMapping("/api/keys")
public final class ApiKeyController {
    private final ApiKeys keys;
    private final Answers answers;
    private final SocketSignIn sockets;

    public ApiKeyController(ApiKeys keys, Answers answers, SocketSignIn sockets) {
        this.keys = keys;
        this.answers = answers;
        this.sockets = sockets;
    }

    record KeyRequest(@Nullable String name) {}

    record KeyView(
            String id,
            String name,
            @Nullable String createdBy,
            Instant createdAt,
            @Nullable LocalDate lastUsedOn) {
        static KeyView of(ApiKey key) {
            return new KeyView(key.id().toString(), key.name(), key.createdBy(), key.createdAt(), key.lastUsedOn());
        }
    }

    /// @param secret the key itself, in this answer only
    record NewKeyView(KeyView key, String secret) {}

    record ListView(List<KeyView> items) {}

    @GetMapping
    ListView list(SignedIn admin) {
        return new ListView(answers.value(keys.list()).stream().map(KeyView::of).toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    NewKeyView create(SignedIn admin, @RequestBody KeyRequest body) {
        var fields = new Fields();
        var name = fields.text("name", body.name());
        fields.check();
        var made = answers.value(keys.create(name));
        return new NewKeyView(KeyView.of(made.key()), made.secret().value());
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(SignedIn admin, @PathVariable("id") UUID id) {
        answers.value(keys.revoke(new ApiKeyId(id))).forEach(sockets::ended);
    }
}
