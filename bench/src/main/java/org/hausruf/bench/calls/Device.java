package org.hausruf.bench.calls;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.hausruf.bench.calls.People.Person;
import org.jspecify.annotations.Nullable;

/// A signed-in device: just so much of Socket.IO's client that a thousand of them cost little.
final class Device implements WebSocket.Listener {
    private static final String CALL_ID = "\"callId\":\"";
    private static final String INCOMING = "42/call,[\"incoming-call\",";

    private final Person person;
    private final CompletableFuture<Void> entered = new CompletableFuture<>();
    private final StringBuilder message = new StringBuilder();
    private volatile CompletableFuture<Long> incoming = new CompletableFuture<>();
    private volatile CompletableFuture<String> answer = new CompletableFuture<>();
    private volatile @Nullable WebSocket socket;

    private Device(Person person) {
        this.person = person;
    }

    /// Connected, in the namespace, and told what is true.
    static CompletableFuture<Device> connect(HttpClient http, URI origin, Person person) {
        var device = new Device(person);
        var uri = URI.create("ws://" + origin.getAuthority() + "/socket.io/?EIO=4&transport=websocket");
        return http.newWebSocketBuilder()
                .buildAsync(uri, device)
                .thenCompose(_ -> device.entered.thenApply(_ -> device));
    }

    @Override
    public void onOpen(WebSocket opened) {
        socket = opened;
        opened.request(1);
    }

    UUID user() {
        return person.user();
    }

    /// When the next `incoming-call` is heard, in nanoseconds.
    CompletableFuture<Long> nextIncoming() {
        var next = new CompletableFuture<Long>();
        incoming = next;
        return next;
    }

    /// @return the call's id
    CompletableFuture<String> initiate(UUID to) {
        var next = new CompletableFuture<String>();
        answer = next;
        send("42/call,1[\"initiate-call\",{\"toUserId\":\"" + to + "\"}]");
        return next;
    }

    void cancel(String call) {
        send("42/call,[\"cancel-call\",{\"callId\":\"" + call + "\"}]");
    }

    private void send(String packet) {
        var open = socket;
        if (open == null) throw new IllegalStateException("not connected");
        synchronized (this) { // one at a time, as the JDK wants it
            open.sendText(packet, true).join();
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        message.append(data);
        if (last) {
            heard(message.toString());
            message.setLength(0);
        }
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    private void heard(String packet) {
        if (packet.startsWith("0")) {
            send("40/call,{\"token\":\"" + person.accessToken().value() + "\"}");
        } else if (packet.equals("2")) {
            send("3");
        } else if (packet.startsWith(INCOMING)) {
            incoming.complete(System.nanoTime());
        } else if (packet.startsWith("43/call,1[")) {
            int at = packet.indexOf(CALL_ID);
            if (at < 0) answer.completeExceptionally(new IllegalStateException(packet));
            else answer.complete(packet.substring(at + CALL_ID.length(), at + CALL_ID.length() + 36));
        } else if (packet.startsWith("42/call,[\"live\"")) {
            entered.complete(null);
        } else if (packet.startsWith("44/call,")) {
            entered.completeExceptionally(new IllegalStateException(packet));
        }
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        entered.completeExceptionally(error);
        answer.completeExceptionally(error);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        onError(from, new IllegalStateException("closed with " + status));
        return CompletableFuture.completedFuture(null);
    }
}
