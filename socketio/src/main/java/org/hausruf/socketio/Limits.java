package org.hausruf.socketio;

import java.time.Duration;

/// All that a client, or everybody together, may use. Immutable.
///
/// @param pingInterval between two pings of the server
/// @param pingTimeout for the pong; also how long a closed session waits for its last poll
/// @param connectTimeout for a session to enter a namespace
/// @param upgradeTimeout for a WebSocket to take over from polling
/// @param sessions Engine.IO sessions in all
/// @param unconnectedSessions of them, those that are in no namespace (yet)
/// @param unconnectedPerAddress of those, from one address
/// @param socketsPerUser in one namespace, of one key that the application gives
/// @param payloadBytes of one WebSocket message, of one POST, and of all attachments of a packet
/// @param payloadBytesBeforeConnect the same for a session in no namespace
/// @param nesting of arrays and objects; the list of an event's arguments is the first
/// @param attachments of one packet
/// @param eventsPerSecond packets of a session, in the long run
/// @param eventBurst packets at once; as many more are dropped before the session is closed
/// @param sendQueuePackets Engine.IO packets that wait for a client
/// @param sendQueueBytes of them, in characters and bytes
/// @param inboxPackets that wait for the listeners of a socket
/// @param inboxBytes of them, in characters and bytes
/// @param roomsPerSocket a socket may join
/// @param pendingAcks acknowledgements that a socket owes
public record Limits(
        Duration pingInterval,
        Duration pingTimeout,
        Duration connectTimeout,
        Duration upgradeTimeout,
        int sessions,
        int unconnectedSessions,
        int unconnectedPerAddress,
        int socketsPerUser,
        int payloadBytes,
        int payloadBytesBeforeConnect,
        int nesting,
        int attachments,
        int eventsPerSecond,
        int eventBurst,
        int sendQueuePackets,
        int sendQueueBytes,
        int inboxPackets,
        int inboxBytes,
        int roomsPerSocket,
        int pendingAcks) {
    /// For a server of many small events.
    public static final Limits DEFAULT = new Builder().build();

    public static Builder builder() {
        return new Builder();
    }

    /// The defaults, until said otherwise. Confined to one thread.
    public static final class Builder {
        private Duration pingInterval = Duration.ofSeconds(25);
        private Duration pingTimeout = Duration.ofSeconds(20);
        private Duration connectTimeout = Duration.ofSeconds(20);
        private Duration upgradeTimeout = Duration.ofSeconds(10);
        private int sessions = 20_000;
        private int unconnectedSessions = 2_000;
        private int unconnectedPerAddress = 250;
        private int socketsPerUser = 50;
        private int payloadBytes = 100_000;
        private int payloadBytesBeforeConnect = 10_000;
        private int nesting = 16;
        private int attachments = 10;
        private int eventsPerSecond = 50;
        private int eventBurst = 100;
        private int sendQueuePackets = 1_000;
        private int sendQueueBytes = 1_000_000;
        private int inboxPackets = 200;
        private int inboxBytes = 300_000;
        private int roomsPerSocket = 100;
        private int pendingAcks = 100;

        private Builder() {}

        public Builder ping(Duration interval, Duration timeout) {
            pingInterval = interval;
            pingTimeout = timeout;
            return this;
        }

        public Builder connectTimeout(Duration timeout) {
            connectTimeout = timeout;
            return this;
        }

        public Builder upgradeTimeout(Duration timeout) {
            upgradeTimeout = timeout;
            return this;
        }

        public Builder sessions(int inAll, int unconnected) {
            sessions = inAll;
            unconnectedSessions = unconnected;
            return this;
        }

        public Builder unconnectedPerAddress(int number) {
            unconnectedPerAddress = number;
            return this;
        }

        public Builder socketsPerUser(int number) {
            socketsPerUser = number;
            return this;
        }

        public Builder payloadBytes(int bytes, int beforeConnect) {
            payloadBytes = bytes;
            payloadBytesBeforeConnect = beforeConnect;
            return this;
        }

        public Builder nesting(int depth) {
            nesting = depth;
            return this;
        }

        public Builder attachments(int number) {
            attachments = number;
            return this;
        }

        public Builder events(int perSecond, int burst) {
            eventsPerSecond = perSecond;
            eventBurst = burst;
            return this;
        }

        public Builder sendQueue(int packets, int bytes) {
            sendQueuePackets = packets;
            sendQueueBytes = bytes;
            return this;
        }

        public Builder inbox(int packets, int bytes) {
            inboxPackets = packets;
            inboxBytes = bytes;
            return this;
        }

        public Builder roomsPerSocket(int number) {
            roomsPerSocket = number;
            return this;
        }

        public Builder pendingAcks(int number) {
            pendingAcks = number;
            return this;
        }

        public Limits build() {
            return new Limits(
                    pingInterval,
                    pingTimeout,
                    connectTimeout,
                    upgradeTimeout,
                    sessions,
                    unconnectedSessions,
                    unconnectedPerAddress,
                    socketsPerUser,
                    payloadBytes,
                    payloadBytesBeforeConnect,
                    nesting,
                    attachments,
                    eventsPerSecond,
                    eventBurst,
                    sendQueuePackets,
                    sendQueueBytes,
                    inboxPackets,
                    inboxBytes,
                    roomsPerSocket,
                    pendingAcks);
        }
    }
}
