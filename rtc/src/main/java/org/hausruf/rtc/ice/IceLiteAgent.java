package org.hausruf.rtc.ice;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.hausruf.rtc.stun.StunKey;
import org.hausruf.rtc.stun.StunMessage;
import org.hausruf.rtc.stun.StunType;
import org.hausruf.rtc.stun.StunWriter;
import org.jspecify.annotations.Nullable;

/// The controlled, lite side of one ICE session. Confined to one thread; time comes in.
///
/// Which path: the nominated one with the highest priority. Clients that nominate aggressively mark every pair, so the
/// newest mark alone would flap. A client that moves to a path of lower priority (from Wi-Fi to mobile, or behind a
/// NAT that forgot it) keeps using that one and lets the selected one fall silent: after [#SILENT_NANOS] a
/// nominated check wins whatever its priority, after [#DEAD_NANOS] any authenticated one. Backup pairs are checked too,
/// so a plain check proves less and waits for longer than the 2.5 s between two checks of an idle selected pair.
///
/// Until there is a nomination: the checked path on which the client was heard last. To a lite agent browsers nominate
/// only with a later check, and begin DTLS before it; not to answer would cost a retransmission.
///
/// @param <A> names one remote address; compared by identity or equality
public final class IceLiteAgent<A> {
    public static final long NEVER = Long.MAX_VALUE;
    public static final long DISCONNECTED_NANOS = 10_000_000_000L;
    public static final long FAILED_NANOS = 5_000_000_000L;

    static final long SILENT_NANOS = 2_000_000_000L;
    static final long DEAD_NANOS = 5_000_000_000L;
    /// A client has a handful of interfaces; more addresses than this only an attacker has.
    static final int MAX_PATHS = 16;

    private static final int BAD_REQUEST_UNKNOWN_ATTRIBUTE = 420;
    private static final int ROLE_CONFLICT = 487;

    private final IceEvents<A> out;
    private final List<Path<A>> paths = new ArrayList<>();
    private Generation local;
    private @Nullable Generation previous;
    private @Nullable Path<A> selected;
    private boolean nominated;
    private IceState state = IceState.NEW;
    private long lastCheckNanos;
    private long selectedHeardNanos;

    public IceLiteAgent(IceCredentials local, IceEvents<A> out) {
        this.local = new Generation(local, 0);
        this.out = out;
    }

    public IceCredentials local() {
        return local.credentials;
    }

    public IceState state() {
        return state;
    }

    /// Where packets for the client go; null before the first check.
    public @Nullable A selected() {
        return selected == null ? null : selected.address;
    }

    /// Gives new credentials; the old, and the path found with them, stay valid until the new ones nominate.
    public void restart(IceCredentials fresh) {
        if (previous == null) {
            previous = local;
        } else {
            out.retired(local.credentials.ufrag()); // nominated nothing, so nothing hangs on it
        }
        local = new Generation(fresh, local.number + 1);
    }

    /// Any packet from a checked address: the selected path is not silent while they come.
    public void heard(A from, long nowNanos) {
        if (!nominated) followUnnominated(from);
        if (selected != null && selected.address == from) selectedHeardNanos = nowNanos;
    }

    private void followUnnominated(A from) {
        for (int i = 0; i < paths.size(); i++) {
            if (paths.get(i).address.equals(from)) select(paths.get(i));
        }
    }

    /// Handles one check.
    ///
    /// @param source the address and port that the datagram came from
    /// @return false when it is not signed with a password of ours; nothing has happened then
    public boolean check(StunMessage request, A from, InetSocketAddress source, long nowNanos) {
        Generation generation = generationOf(request);
        if (generation == null) return false;
        if (request.unknownAttribute() >= 0) {
            out.send(unknownAttribute(request, generation.key), from);
        } else if (request.controlled()) {
            // a lite agent cannot control, so it is the other side that must change its mind (RFC 8445 §7.3.1.1)
            out.send(StunWriter.error(request, ROLE_CONFLICT, "Role Conflict").signed(generation.key), from);
        } else if (out.checked(from)) {
            accept(request, generation, from, nowNanos);
            out.send(StunWriter.success(request).mappedAddress(source).signed(generation.key), from);
        }
        return true;
    }

    /// Declares the session disconnected or failed when no check came.
    ///
    /// @return when to call again
    public long advance(long nowNanos) {
        if (state == IceState.NEW || state == IceState.FAILED) return NEVER;
        long silentNanos = nowNanos - lastCheckNanos;
        if (silentNanos >= DISCONNECTED_NANOS + FAILED_NANOS) {
            become(IceState.FAILED);
            return NEVER;
        }
        if (silentNanos >= DISCONNECTED_NANOS) {
            become(IceState.DISCONNECTED);
            return lastCheckNanos + DISCONNECTED_NANOS + FAILED_NANOS;
        }
        return lastCheckNanos + DISCONNECTED_NANOS;
    }

    /// Gives back all addresses and user names.
    public void close() {
        for (Path<A> path : paths) out.forgotten(path.address);
        paths.clear();
        if (previous != null) out.retired(previous.credentials.ufrag());
        out.retired(local.credentials.ufrag());
    }

    private @Nullable Generation generationOf(StunMessage request) {
        String ufrag = request.receiverUfrag();
        if (ufrag == null || request.type() != StunType.REQUEST) return null;
        if (local.signed(request, ufrag)) return local;
        return previous != null && previous.signed(request, ufrag) ? previous : null;
    }

    private static byte[] unknownAttribute(StunMessage request, StunKey key) {
        return StunWriter.error(request, BAD_REQUEST_UNKNOWN_ATTRIBUTE, "Unknown Attribute")
                .unknownAttribute(request.unknownAttribute())
                .signed(key);
    }

    private void accept(StunMessage request, Generation generation, A from, long nowNanos) {
        Path<A> path = pathTo(from);
        path.generation = Math.max(path.generation, generation.number);
        path.priority = Math.max(0, request.priority());
        path.checkedNanos = nowNanos;
        lastCheckNanos = nowNanos;
        if (shouldFollow(path, request.useCandidate(), nowNanos)) select(path);
        if (request.useCandidate() && selected == path) nominated(path);
        if (selected == path) selectedHeardNanos = nowNanos;
        if (selected != null) become(IceState.CONNECTED);
    }

    private boolean shouldFollow(Path<A> path, boolean nominates, long nowNanos) {
        if (selected == null) return true;
        if (path == selected || !nominated) return nominates;
        if (path.generation != selected.generation) return nominates && path.generation > selected.generation;
        long silentNanos = nowNanos - selectedHeardNanos;
        if (silentNanos >= DEAD_NANOS) return true;
        return nominates && (path.priority > selected.priority || silentNanos >= SILENT_NANOS);
    }

    private void select(Path<A> path) {
        if (path == selected) return;
        selected = path;
        out.selected(path.address);
    }

    private void nominated(Path<A> path) {
        nominated = true;
        if (path.generation == local.number && previous != null) retirePrevious();
    }

    private void retirePrevious() {
        Generation old = previous;
        if (old == null) return;
        previous = null;
        out.retired(old.credentials.ufrag());
        paths.removeIf(path -> {
            boolean stale = path.generation < local.number;
            if (stale) out.forgotten(path.address);
            return stale;
        });
    }

    private Path<A> pathTo(A address) {
        for (Path<A> path : paths) if (path.address.equals(address)) return path;
        if (paths.size() == MAX_PATHS) forgetOldest();
        var path = new Path<A>(address);
        paths.add(path);
        return path;
    }

    private void forgetOldest() {
        Path<A> oldest = paths.get(paths.getFirst() == selected ? 1 : 0);
        for (Path<A> path : paths) {
            if (path != selected && path.checkedNanos - oldest.checkedNanos < 0) oldest = path;
        }
        paths.remove(oldest);
        out.forgotten(oldest.address);
    }

    private void become(IceState next) {
        if (state == next) return;
        state = next;
        out.stateChanged(next);
    }

    /// One set of local credentials; ICE restarts count them up.
    private static final class Generation {
        final IceCredentials credentials;
        final int number;
        final StunKey key;

        Generation(IceCredentials credentials, int number) {
            this.credentials = credentials;
            this.number = number;
            this.key = new StunKey(credentials.password());
        }

        boolean signed(StunMessage request, String ufrag) {
            return credentials.ufrag().equals(ufrag) && request.signedWith(key);
        }
    }

    /// One remote address that passed a check.
    private static final class Path<A> {
        final A address;
        int generation;
        long priority;
        long checkedNanos;

        Path(A address) {
            this.address = address;
        }
    }
}
