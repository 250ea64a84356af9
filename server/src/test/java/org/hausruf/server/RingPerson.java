package org.hausruf.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;

/// Somebody in a [RingStory], with the devices that they have now.
final class RingPerson {
    private final String name;
    private final Client client;
    private final String id;
    private final String tenant;
    private final List<RingDevice> devices = new ArrayList<>();
    private final List<JsonNode> answers = new CopyOnWriteArrayList<>();

    /// What was answered to them.
    ///
    /// @param code empty: it is done
    record Said(String code, JsonNode body) {
        boolean isDone() {
            return code.isEmpty();
        }
    }

    RingPerson(String name, Client client) {
        var session = client.get("/api/session").body();
        this.name = name;
        this.client = client;
        this.id = session.at("/user/id").asString();
        this.tenant = session.at("/tenant/id").asString();
    }

    String id() {
        return id;
    }

    String tenant() {
        return tenant;
    }

    Client client() {
        return client;
    }

    /// Changed by the story's own thread alone.
    List<RingDevice> devices() {
        return devices;
    }

    /// All that was answered to what they asked for. Any thread.
    List<JsonNode> answers() {
        return answers;
    }

    /// As the media server knows them.
    String identity() {
        return tenant + ":" + id;
    }

    Said say(String path, Map<String, ?> body) {
        var answer = client.post(path, body);
        answers.add(answer.body());
        return new Said(answer.status() < 300 ? "" : answer.code(), answer.body());
    }

    Said say(RingDevice device, String event, Map<String, ?> body) {
        var answer = device.socket().ask(event, body);
        answers.add(answer);
        return new Said(answer.at("/error/code").asString(""), answer);
    }

    void disturb(boolean unwelcome) {
        var changed = client.put("/api/presence", Map.of("doNotDisturb", unwelcome));
        if (changed.status() != 200) throw new AssertionError(changed.body());
    }

    @Override
    public String toString() {
        return name;
    }
}
