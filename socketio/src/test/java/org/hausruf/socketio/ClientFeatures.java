package org.hausruf.socketio;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hausruf.socketio.Admission.Granted;
import org.hausruf.socketio.Admission.Refused;
import org.jspecify.annotations.Nullable;

/// An application for the real clients: whoever says to be anna or ben is.
final class ClientFeatures {
    private ClientFeatures() {}

    static TestServer start() {
        return start(Limits.DEFAULT);
    }

    static TestServer start(Limits limits) {
        var io =
                SocketIo.builder().limits(limits).cutWebSockets(TestServer::cut).build();
        for (String name : List.of("/", "/call")) {
            io.namespace(name)
                    .authenticate((client, auth) -> admit(auth.get("token")))
                    .onConnect(socket -> socket.emit("hello", Map.of("user", socket.user())))
                    .on("echo", (socket, args, ack) -> ack.send(args.toArray()))
                    .on("out", (socket, args, ack) -> socket.disconnect())
                    .on("end", (socket, args, ack) -> socket.close())
                    .on("count", (socket, args, ack) -> {
                        for (long i = 0; i < (Long) args.getFirst(); i++) socket.emit("number", i);
                    })
                    .on("ask", (socket, args, ack) -> ask(socket));
        }
        return TestServer.start(io, limits);
    }

    private static void ask(Socket socket) {
        var _ = socket.emitWithAck("question", Duration.ofMinutes(1), new byte[] {1, 2})
                .thenAccept(answer -> socket.emit("answered", answer.toArray()));
    }

    private static Admission admit(@Nullable Object token) {
        return token instanceof String name && (name.equals("anna") || name.equals("ben"))
                ? new Granted(name, name)
                : new Refused("wrong token", Map.of("code", "credentials"));
    }
}
