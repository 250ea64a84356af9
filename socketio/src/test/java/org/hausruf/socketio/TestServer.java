package org.hausruf.socketio;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.websocket.Session;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.ee11.websocket.jakarta.common.JakartaWebSocketSession;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.hausruf.socketio.engine.EchoSession;
import org.hausruf.socketio.engine.EngineSessions;
import org.hausruf.socketio.http.SocketIoServlet;

/// A real container with a server at `/socket.io` and an echo of Engine.IO messages at `/engine.io`.
public final class TestServer implements AutoCloseable {
    private final Server server;
    private final ServerConnector connector;
    private final SocketIo io;
    private final EngineSessions echo;

    /// @param port 0: a free one
    private TestServer(Limits limits, SocketIo io, int port) {
        this.io = io;
        echo = new EngineSessions(limits, (session, client) -> new EchoSession(session));
        var threads = new QueuedThreadPool();
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server = new Server(threads);
        connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        var context = new ServletContextHandler("/");
        JakartaWebSocketServletContainerInitializer.configure(context, null);
        add(context, io.servlet(), "/socket.io/*");
        add(
                context,
                new SocketIoServlet(limits, echo, origin -> false, HttpServletRequest::getRemoteAddr, TestServer::cut),
                "/engine.io/*");
        server.setHandler(context);
    }

    static TestServer start(SocketIo io, Limits limits, int port) {
        var test = new TestServer(limits, io, port);
        LifeCycle.start(test.server);
        return test;
    }

    static TestServer start(SocketIo io, Limits limits) {
        return start(io, limits, 0);
    }

    /// With the two namespaces that the protocol's test suite expects.
    static TestServer ofTheSuite(Limits limits, int port) {
        var io =
                SocketIo.builder().limits(limits).cutWebSockets(TestServer::cut).build();
        for (String name : List.of("/", "/custom")) {
            Namespace namespace = io.namespace(name);
            namespace
                    .authenticate((client, auth) -> new Admission.Granted("anybody", auth))
                    .onConnect(socket -> socket.emit("auth", socket.user()))
                    .on("message", (socket, args, ack) -> socket.emit("message-back", args.toArray()))
                    .on("message-with-ack", (socket, args, ack) -> ack.send(args.toArray()));
        }
        return start(io, limits, port);
    }

    private static void add(ServletContextHandler context, HttpServlet servlet, String path) {
        var holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        context.addServlet(holder, path);
    }

    static void cut(Session webSocket) {
        ((JakartaWebSocketSession) webSocket).abort();
    }

    public SocketIo io() {
        return io;
    }

    public int port() {
        return connector.getLocalPort();
    }

    public URI uri(String pathAndQuery) {
        return URI.create("http://127.0.0.1:" + port() + pathAndQuery);
    }

    @Override
    public void close() {
        io.close();
        echo.close();
        LifeCycle.stop(server);
    }

    /// For the protocol's own test suites, which are to be had apart: they ask port 3000.
    public static void main(String[] arguments) throws InterruptedException {
        Limits limits = Limits.builder()
                .ping(Duration.ofMillis(300), Duration.ofMillis(200))
                .connectTimeout(Duration.ofSeconds(1))
                .payloadBytes(1_000_000, 1_000_000)
                .build();
        try (TestServer suite = ofTheSuite(limits, Integer.parseInt(arguments[0]))) {
            System.out.println("listening on " + suite.port());
            Thread.currentThread().join();
        }
    }
}
