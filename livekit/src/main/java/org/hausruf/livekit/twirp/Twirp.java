package org.hausruf.livekit.twirp;

import com.google.gson.JsonObject;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.hausruf.livekit.Engine;
import org.hausruf.livekit.token.Grants;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All server APIs of an engine, from bytes to bytes. Any thread that may block.
public final class Twirp {
    private static final Logger LOG = LoggerFactory.getLogger(Twirp.class);
    private static final String PREFIX = "/livekit.";

    /// What is sent back.
    public record Reply(int status, String contentType, ByteString body) {}

    /// One line of [#counts].
    ///
    /// @param code [ErrorCode#text], or `ok`
    public record Count(String service, String method, String code) {}

    private final Map<String, Map<String, Method>> services;
    private final Predicate<Grants> operator;
    private final Map<Count, LongAdder> counts = new ConcurrentHashMap<>();

    /// @param operator whose tokens count at all, beyond what they grant
    public Twirp(Engine engine, Predicate<Grants> operator) {
        this.operator = operator;
        var dispatches = new AgentDispatches(engine, InstantSource.system());
        services = Map.of(
                "RoomService", new RoomService(engine, dispatches).methods(),
                "AgentDispatchService", dispatches.methods());
    }

    /// {@return whether there is a method of that path: `/livekit.RoomService/ListRooms`}
    public boolean has(String path) {
        return find(path).isPresent();
    }

    /// Calls a method. A bug in it becomes an `internal` error, and is logged.
    ///
    /// @param grants of a token that was checked; null without one
    public Reply call(String path, Encoding encoding, byte[] body, @Nullable Grants grants) {
        Optional<Route> found = find(path);
        if (found.isEmpty()) return error(ErrorCode.BAD_ROUTE, "no handler for path " + quoted("/twirp" + path));
        Route route = found.get();
        Answer answer = answer(route, encoding, body, grants);
        count(route, answer);
        return switch (answer) {
            case Answer.Done(Message message) -> new Reply(200, encoding.contentType(), encoding.write(message));
            case Answer.Refused(ErrorCode code, String text) -> error(code, text);
        };
    }

    private Answer answer(Route route, Encoding encoding, byte[] body, @Nullable Grants grants) {
        if (grants == null || !operator.test(grants)) return Answer.DENIED;
        Optional<Message> request = encoding.read(route.method.prototype(), body);
        if (request.isEmpty()) {
            String form = encoding == Encoding.JSON ? "json" : "protobuf";
            return new Answer.Refused(ErrorCode.MALFORMED, "the " + form + " request could not be decoded");
        }
        try {
            return route.method.body().apply(new Caller(grants), request.get());
        } catch (RuntimeException e) {
            LOG.error("server API failed service={} method={}", route.service, route.name, e);
            return new Answer.Refused(ErrorCode.INTERNAL, "internal error");
        }
    }

    /// A refusal that is not a method's.
    public static Reply error(ErrorCode code, String text) {
        return error(code.status(), code, text);
    }

    /// @param status another one than the code's
    public static Reply error(int status, ErrorCode code, String text) {
        var json = new JsonObject();
        json.addProperty("code", code.text());
        json.addProperty("msg", text);
        json.add("meta", new JsonObject());
        return new Reply(status, "application/json", ByteString.copyFromUtf8(json.toString()));
    }

    /// How many calls have been answered how, since the start.
    public Map<Count, Long> counts() {
        var sums = new TreeMap<Count, Long>(Comparator.comparing(Count::service)
                .thenComparing(Count::method)
                .thenComparing(Count::code));
        counts.forEach((count, sum) -> sums.put(count, sum.sum()));
        return sums;
    }

    private void count(Route route, Answer answer) {
        String code = answer instanceof Answer.Refused refused ? refused.code().text() : "ok";
        counts.computeIfAbsent(new Count(route.service, route.name, code), c -> new LongAdder())
                .increment();
    }

    private record Route(String service, String name, Method method) {}

    private Optional<Route> find(String path) {
        int slash = path.lastIndexOf('/');
        if (!path.startsWith(PREFIX) || slash < PREFIX.length()) return Optional.empty();
        String service = path.substring(PREFIX.length(), slash);
        String name = path.substring(slash + 1);
        Map<String, Method> methods = services.get(service);
        if (methods == null) methods = Unsupported.methods(service);
        return Optional.ofNullable(methods.get(name)).map(method -> new Route(service, name, method));
    }

    private static String quoted(String path) {
        String shown = path.length() > 200 ? path.substring(0, 200) + "…" : path;
        return '"' + shown.replaceAll("[\\p{Cntrl}\"]", "?") + '"';
    }
}
