package org.hausruf.livekit;

import livekit.LivekitRtc.SignalResponse.MessageCase;
import org.hausruf.livekit.token.VideoGrant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInfo;

/// A server for the tests of one class, and a room for each of them.
abstract class SignallingFixture {
    static EngineServer server;

    @BeforeAll
    static void start() {
        server = EngineServer.start(EngineServer.settings().withLoops(1), 0);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static SignalClient join(TestInfo test, String identity) {
        var client = connect(test, identity);
        client.await(MessageCase.JOIN);
        return client;
    }

    static SignalClient connect(TestInfo test, String identity) {
        return SignalClient.connect(server, server.token(identity, VideoGrant.join(room(test))));
    }

    /// A room for each test.
    static String room(TestInfo test) {
        return test.getTestMethod().orElseThrow().getName();
    }
}
