package org.hausruf.testkit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.hausruf.postgres.Login;

/// A database of its own for one test class, on a PostgreSQL that all tests of the JVM share. Roles are those of
/// production: `hausruf_owner` owns it, `hausruf_app` may connect, `hausruf_resolver` has no login.
///
/// ```java
/// static final ThrowawayDatabase DATABASE = ThrowawayDatabase.copyOf("migrated", it -> migrate(it.owner()));
/// ```
public final class ThrowawayDatabase implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Map<String, ThrowawayDatabase> TEMPLATES = new ConcurrentHashMap<>();

    private final String name;

    private ThrowawayDatabase(String name) {
        this.name = name;
    }

    /// An empty one.
    public static ThrowawayDatabase create() {
        return createFrom("template1");
    }

    /// A copy of the template of that name, which is prepared once per JVM. `prepare` must leave no connection open.
    public static ThrowawayDatabase copyOf(String template, Consumer<ThrowawayDatabase> prepare) {
        var original = TEMPLATES.computeIfAbsent(template, _ -> {
            var created = create();
            prepare.accept(created);
            return created;
        });
        synchronized (original) { // a database being copied admits no second copier
            return createFrom(original.name);
        }
    }

    private static ThrowawayDatabase createFrom(String template) {
        var name = "throwaway_" + COUNT.incrementAndGet();
        SharedPostgres.execute(
                "drop database if exists " + name + " with (force)",
                "create database " + name + " owner hausruf_owner template " + template,
                "revoke all on database " + name + " from public",
                "grant connect on database " + name + " to hausruf_app");
        return new ThrowawayDatabase(name);
    }

    /// The role that owns and migrates it.
    public Login owner() {
        return SharedPostgres.on(name, "hausruf_owner");
    }

    /// The role the product works as.
    public Login app() {
        return SharedPostgres.on(name, "hausruf_app");
    }

    /// Drops it, cutting open connections.
    @Override
    public void close() {
        SharedPostgres.execute("drop database if exists " + name + " with (force)");
    }
}
