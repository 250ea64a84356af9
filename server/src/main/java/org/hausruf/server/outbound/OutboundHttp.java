package org.hausruf.server.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.FormRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.hausruf.office.TenantId;
import org.hausruf.server.config.AllowedTargets;
import org.jspecify.annotations.Nullable;

/// The only way to send something to an address that a tenant or a browser has named. HTTP/1.1; keeps no cookies,
/// follows no redirects, uses no proxy, reads no more of an answer than [Limits] lets it. Blocks for a bounded time, so
/// call it on a virtual thread. Thread-safe.
public final class OutboundHttp implements AutoCloseable {
    /// What an address may be, in words.
    public static final String ALLOWED = Targets.ALLOWED;

    /// The same where the operator may name others, for offices' own programs.
    public static final String ALLOWED_OR_LISTED =
            ALLOWED + ", or one that the operator names in HAUSRUF_OUTBOUND_ALLOWED";

    private final HttpClient client;
    private final Targets targets;
    private final InstantSource clock;
    private final Places places = new Places();

    private OutboundHttp(Targets targets, SslContextFactory.Client tls, InstantSource clock) {
        this.targets = targets;
        this.clock = clock;
        client = client(targets, tls);
        try {
            client.start();
            // Nobody here answers a challenge: a 401 is an answer like any other, with `WWW-Authenticate` or without.
            client.getProtocolHandlers().remove(WWWAuthenticationProtocolHandler.NAME);
        } catch (Exception e) {
            throw new IllegalStateException("cannot start the HTTP client", e);
        }
    }

    /// @param allowed where one may send beside public addresses, by http, too
    public static OutboundHttp start(AllowedTargets allowed, InstantSource clock) {
        return start(allowed, InetAddress::getAllByName, new SslContextFactory.Client(), clock);
    }

    static OutboundHttp start(
            AllowedTargets allowed, Targets.NameService names, SslContextFactory.Client tls, InstantSource clock) {
        return new OutboundHttp(new Targets(allowed, names), tls, clock);
    }

    private static HttpClient client(Targets targets, SslContextFactory.Client tls) {
        var threads = new QueuedThreadPool(8, 1);
        threads.setName("outbound");
        threads.setReservedThreads(0);
        var connector = new ClientConnector();
        connector.setSelectors(1);
        connector.setExecutor(threads);
        connector.setSslContextFactory(tls);
        var client = new HttpClient(new HttpClientTransportOverHTTP(connector));
        targets.guard(client);
        client.setExecutor(threads);
        client.setFollowRedirects(false);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "Hausruf"));
        client.setConnectTimeout(Limits.CONNECT.toMillis());
        client.setIdleTimeout(Limits.IDLE.toMillis());
        client.setDestinationIdleTimeout(Limits.IDLE.toMillis());
        client.setMaxConnectionsPerDestination(Limits.CONNECTIONS_PER_TARGET);
        client.setMaxRequestsQueuedPerDestination(Limits.REQUESTS_AT_ONCE);
        client.setMaxResponseHeadersSize(Limits.HEADERS_BYTES);
        return client;
    }

    /// Why nothing may be sent there, in words for whoever named it: for the moment it is saved. It is looked at again
    /// for every connection.
    public Optional<String> refusal(URI target) {
        return targets.refusal(target);
    }

    /// Sends once and waits for the answer, on nobody's behalf in particular.
    public Outcome post(URI target, Map<String, String> headers, byte[] body) {
        return post(null, target, headers, body);
    }

    /// Sends once and waits for the answer.
    ///
    /// @param office on whose behalf, which has a share of all that is sent at once
    public Outcome post(@Nullable TenantId office, URI target, Map<String, String> headers, byte[] body) {
        return inItsPlace(
                office,
                target,
                () -> send(request(client.POST(target), headers)
                        .timeout(Limits.REQUEST.toMillis(), TimeUnit.MILLISECONDS)
                        .body(new BytesRequestContent(body))));
    }

    /// Asks for something and reads it whole.
    ///
    /// @return [Outcome.Answered] with the whole body as it is, or [Outcome.Failed] if that is not there in time
    public Outcome get(URI target) {
        return whole(null, target, Map.of(), () -> client.newRequest(target));
    }

    /// The same with more headers.
    ///
    /// @param office on whose behalf
    public Outcome get(TenantId office, URI target, Map<String, String> headers) {
        return whole(office, target, headers, () -> client.newRequest(target));
    }

    /// Sends a form and reads the answer whole, as [#get] does.
    ///
    /// @param office on whose behalf
    public Outcome submit(TenantId office, URI target, Map<String, String> headers, Map<String, String> form) {
        var fields = new Fields();
        form.forEach(fields::put);
        return whole(office, target, headers, () -> client.POST(target).body(new FormRequestContent(fields)));
    }

    private Outcome whole(@Nullable TenantId office, URI target, Map<String, String> headers, Supplier<Request> made) {
        return inItsPlace(office, target, () -> {
            var listener = new BufferingResponseListener(Limits.WHOLE_BYTES) {
                private final CompletableFuture<Result> done = new CompletableFuture<>();

                @Override
                public void onComplete(Result result) {
                    done.complete(result);
                }
            };
            request(made.get(), headers)
                    .headers(all -> all.put(HttpHeader.ACCEPT, "application/json"))
                    .timeout(Limits.WHOLE.toMillis(), TimeUnit.MILLISECONDS)
                    .send(listener);
            try {
                var result = listener.done.get();
                var failure = result.getFailure();
                if (failure != null) return failed(failure);
                var text = Objects.requireNonNullElse(listener.getContentAsString(UTF_8), "");
                return new Outcome.Answered(result.getResponse().getStatus(), text, null);
            } catch (ExecutionException e) {
                return failed(e);
            }
        });
    }

    private interface Sending {
        Outcome send() throws InterruptedException;
    }

    private Outcome inItsPlace(@Nullable TenantId office, URI target, Sending sending) {
        var misspelled = Targets.misspelled(target);
        if (misspelled.isPresent()) return new Outcome.Refused(misspelled.get());
        try {
            if (!places.take(office, Limits.REQUEST)) {
                return new Outcome.Failed("too many requests at once");
            }
            try {
                return sending.send();
            } finally {
                places.leave(office);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Failed("interrupted");
        }
    }

    /// How many more there is room for at the moment.
    int free() {
        return places.free();
    }

    private static Request request(Request request, Map<String, String> headers) {
        return request.headers(all -> {
            all.remove(HttpHeader.ACCEPT_ENCODING);
            headers.forEach(all::put);
        });
    }

    private Outcome send(Request request) throws InterruptedException {
        var listener = new InputStreamResponseListener();
        request.send(listener);
        try {
            var response = listener.get(Limits.REQUEST.toMillis(), TimeUnit.MILLISECONDS);
            var retryAfter = RetryAfter.parse(response.getHeaders().get(HttpHeader.RETRY_AFTER), clock.instant());
            return new Outcome.Answered(response.getStatus(), head(listener, request), retryAfter.orElse(null));
        } catch (ExecutionException e) {
            return failed(e);
        } catch (TimeoutException e) {
            var _ = request.abort(e);
            return new Outcome.Failed("no answer in time", true);
        }
    }

    /// As far as it is read. Once there is a status, a body that breaks off changes nothing.
    private static String head(InputStreamResponseListener listener, Request request) {
        var head = new byte[Limits.HEAD_BYTES];
        int length = 0;
        try (var body = listener.getInputStream()) {
            int read = body.read(head);
            while (read > 0) {
                length += read;
                read = length < head.length ? body.read(head, length, head.length - length) : 0;
            }
            if (read == 0) {
                var _ = request.abort(new IOException("the answer is longer than anybody reads"));
            }
        } catch (IOException e) {
            // What has come is all there is.
        }
        return new String(head, 0, length, UTF_8).replaceAll("\\p{Cntrl}+", " ").strip();
    }

    private static Outcome failed(Throwable failure) {
        for (Throwable why = failure; why != null; why = why.getCause()) {
            if (why instanceof TargetRefused refused) return new Outcome.Refused(refused.why());
            if (why instanceof UnknownHostException) return new Outcome.Failed(Targets.NOT_PUBLIC);
            if (why instanceof javax.net.ssl.SSLException) return new Outcome.Failed("no trusted TLS connection");
            if (why instanceof TimeoutException) return new Outcome.Failed("no answer in time", true);
            // Neither is a connection yet: the second is the client's way to say that it was not made in time.
            if (why instanceof ConnectException || why instanceof SocketTimeoutException)
                return new Outcome.Failed("no connection");
        }
        return new Outcome.Failed("no connection", true);
    }

    @Override
    public void close() {
        try {
            client.stop();
        } catch (Exception e) {
            throw new IllegalStateException("cannot stop the HTTP client", e);
        } finally {
            targets.close();
        }
    }
}
