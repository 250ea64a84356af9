package org.hausruf.office;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Stands before a test's mail server and has moods, one for each reader's address. Everything else passes as it is.
public final class MoodyRelay implements AutoCloseable {
    private final ServerSocket socket;
    private final int server;
    private final Map<String, Mood> moods = new ConcurrentHashMap<>();
    private final Map<String, Integer> tries = new ConcurrentHashMap<>();

    /// What becomes of a mail.
    public enum Mood {
        HONEST,
        /// Put off, as greylisting does.
        LATER,
        /// It arrives, and the connection breaks instead of saying so.
        BREAKS,
        /// It arrives, and nothing is ever said.
        SILENT
    }

    /// @param server the port of the mail server behind
    public MoodyRelay(int server) {
        this.server = server;
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public String url() {
        return "smtp://127.0.0.1:" + socket.getLocalPort();
    }

    public void mood(String address, Mood mood) {
        moods.put(address, mood);
    }

    /// How often somebody wanted to send to that address.
    public int tries(String address) {
        return tries.getOrDefault(address, 0);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var client = socket.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                var behind = new Socket(InetAddress.getLoopbackAddress(), server)) {
            new Conversation(new Line(client), new Line(behind)).run();
        } catch (IOException gone) {
            // Whoever hangs up has nothing more to say.
        }
    }

    private record Line(BufferedReader in, OutputStream out) {
        Line(Socket socket) throws IOException {
            this(
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1)),
                    socket.getOutputStream());
        }

        void say(String text) throws IOException {
            out.write((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }
    }

    private final class Conversation {
        private final Line client;
        private final Line server;
        private Mood mood = Mood.HONEST;

        Conversation(Line client, Line server) {
            this.client = client;
            this.server = server;
        }

        void run() throws IOException {
            pass();
            for (var line = client.in().readLine();
                    line != null;
                    line = client.in().readLine()) {
                if (line.startsWith("RCPT")) mood = moodTo(line.replaceAll(".*<|>.*", ""));
                if (line.startsWith("RCPT") && mood == Mood.LATER) {
                    client.say("451 4.7.1 come back later");
                } else {
                    server.say(line);
                    if (pass().startsWith("354") && !isMailPassed()) return;
                }
            }
        }

        private Mood moodTo(String address) {
            tries.merge(address, 1, Integer::sum);
            return moods.getOrDefault(address, Mood.HONEST);
        }

        /// @return the last line of what the mail server answered
        private String pass() throws IOException {
            var line = answer();
            while (line.matches("\\d{3}-.*")) {
                client.say(line);
                line = answer();
            }
            client.say(line);
            return line;
        }

        private String answer() throws IOException {
            var line = server.in().readLine();
            if (line == null) throw new IOException("the mail server is gone");
            return line;
        }

        /// @return whether the conversation goes on
        private boolean isMailPassed() throws IOException {
            for (var line = client.in().readLine();
                    line != null;
                    line = client.in().readLine()) {
                server.say(line);
                if (line.equals(".")) break;
            }
            switch (mood) {
                case HONEST, LATER -> pass();
                case BREAKS -> answer();
                case SILENT -> {
                    answer();
                    var _ = client.in().lines().count(); // until the client gives up
                }
            }
            return mood == Mood.HONEST;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
