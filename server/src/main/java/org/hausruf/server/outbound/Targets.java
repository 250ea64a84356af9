package org.hausruf.server.outbound;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.hausruf.server.config.AllowedTargets;

/// Looks names up, and says which addresses may be connected to. The HTTP client asks for each connection and gets
/// what was checked, so a name service that answers differently the second time changes nothing. Thread-safe.
final class Targets implements SocketAddressResolver, AutoCloseable {
    static final String ALLOWED =
            "https:// and a public host, without user and fragment, at most " + Limits.URL_LENGTH + " characters";
    /// Also of a name that does not exist: whoever asks learns nothing of the names in the server's own network.
    static final String NOT_PUBLIC = "its host was not found, or is not on the public Internet";

    private final AllowedTargets allowed;
    private final NameService names;
    private final ThreadPoolExecutor lookUps;

    /// Who says which addresses a name has.
    interface NameService {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    Targets(AllowedTargets allowed, NameService names) {
        this.allowed = allowed;
        this.names = names;
        lookUps = new ThreadPoolExecutor(
                Limits.LOOK_UPS_AT_ONCE,
                Limits.LOOK_UPS_AT_ONCE,
                Limits.IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(Limits.LOOK_UPS_WAITING),
                Thread.ofPlatform().daemon().name("outbound-names-", 0).factory());
        lookUps.allowCoreThreadTimeOut(true);
    }

    /// What is wrong with an address as it is written, without looking its name up.
    static Optional<String> misspelled(URI target) {
        var scheme = target.getScheme();
        if (!"https".equalsIgnoreCase(scheme) && !"http".equalsIgnoreCase(scheme))
            return Optional.of("is no https URL");
        if (target.getHost() == null) return Optional.of("has no host");
        if (target.getRawUserInfo() != null) return Optional.of("names a user");
        if (target.getRawFragment() != null) return Optional.of("has a fragment");
        if (target.getPort() == 0 || target.getPort() > 65_535) return Optional.of("has no such port");
        return target.toString().length() > Limits.URL_LENGTH ? Optional.of("is too long") : Optional.empty();
    }

    /// Why nothing may be sent there, as of now. Looks the name up.
    Optional<String> refusal(URI target) {
        var misspelled = misspelled(target);
        if (misspelled.isPresent()) return misspelled;
        try {
            checked(target.getHost(), "https".equalsIgnoreCase(target.getScheme()))
                    .get(Limits.LOOK_UP.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TargetRefused refused) return Optional.of(refused.why());
            return Optional.of(NOT_PUBLIC);
        } catch (TimeoutException e) {
            return Optional.of(NOT_PUBLIC);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(NOT_PUBLIC);
        }
    }

    @Override
    public void resolve(
            String host, int port, Map<String, Object> context, Promise<List<InetSocketAddress>> connections) {
        var isSecure = context.get(Destination.CONTEXT_KEY) instanceof Destination it && it.isSecure();
        var _ = checked(host, isSecure).whenComplete((addresses, failure) -> {
            if (failure == null) {
                connections.succeeded(addresses.stream()
                        .map(address -> new InetSocketAddress(address, port))
                        .toList());
            } else {
                var cause = failure instanceof CompletionException ? failure.getCause() : failure;
                connections.failed(cause == null ? failure : cause);
            }
        });
    }

    /// Fails with [TargetRefused] or [UnknownHostException]. One address that is not allowed refuses them all: nobody
    /// needs a name that is half public.
    private CompletableFuture<List<InetAddress>> checked(String host, boolean isSecure) {
        var name = host.replaceAll("^\\[(.*)]$", "$1");
        var answer = new CompletableFuture<List<InetAddress>>();
        try {
            lookUps.execute(() -> {
                if (answer.isDone()) return; // nobody waits for it any more
                try {
                    var addresses = Arrays.asList(names.addresses(name));
                    check(name, addresses, isSecure);
                    answer.complete(addresses);
                } catch (TargetRefused | UnknownHostException | RuntimeException e) {
                    answer.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(new UnknownHostException("too many names at once"));
        }
        return answer.orTimeout(Limits.LOOK_UP.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void check(String host, List<InetAddress> addresses, boolean isSecure) throws TargetRefused {
        if (addresses.isEmpty()) throw new TargetRefused(NOT_PUBLIC);
        if (allowed.allow(host, addresses)) return;
        if (!addresses.stream().allMatch(PublicAddresses::contain)) throw new TargetRefused(NOT_PUBLIC);
        if (!isSecure) throw new TargetRefused("is no https URL");
    }

    /// To be given to a client that is not started yet.
    void guard(HttpClient client) {
        client.setSocketAddressResolver(this);
    }

    @Override
    public void close() {
        lookUps.shutdownNow();
    }
}
