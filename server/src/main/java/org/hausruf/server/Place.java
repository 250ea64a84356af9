package org.hausruf.server;

import java.util.Optional;
import org.hausruf.office.db.Login;
import org.hausruf.postgres.EmbeddedPostgres;
import org.hausruf.postgres.PostgresSettings;
import org.hausruf.server.config.ExternalDatabase;
import org.hausruf.server.config.Settings;

/// Where the tables of an installation are, for a command beside it or instead of it.
///
/// @param started for this alone, and stopped with it
record Place(Login owner, Login app, Optional<EmbeddedPostgres> started) implements AutoCloseable {
    /// That of the operator, or of the running server, or else started.
    static Place of(Settings settings) {
        if (settings.database().isPresent()) {
            var external = settings.database().get();
            ExternalDatabase.require(external);
            return new Place(Product.login(external.owner()), Product.login(external.app()), Optional.empty());
        }
        var postgres = PostgresSettings.in(settings.data());
        var owner = EmbeddedPostgres.running(postgres, postgres.plan().owner());
        var app = EmbeddedPostgres.running(postgres, "hausruf_app");
        if (owner.isPresent() && app.isPresent()) {
            return new Place(Product.login(owner.get()), Product.login(app.get()), Optional.empty());
        }
        return started(postgres);
    }

    /// That of the operator, or else of a directory where no server runs.
    static Place alone(Settings settings) {
        return settings.database().isPresent() ? of(settings) : started(PostgresSettings.in(settings.data()));
    }

    private static Place started(PostgresSettings postgres) {
        var server = EmbeddedPostgres.start(postgres);
        return new Place(
                Product.login(server.owner()), Product.login(server.login("hausruf_app")), Optional.of(server));
    }

    @Override
    public void close() {
        started.ifPresent(EmbeddedPostgres::close);
    }
}
