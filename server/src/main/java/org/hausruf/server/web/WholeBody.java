package org.hausruf.server.web;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.hausruf.server.problem.Limits;

/// Lets a request in when all of its body has come, and none of our threads waits for that. Else a few hundred clients
/// that send their bodies byte by byte would take all places that requests have.
///
/// Bytes are copied, so that a body in a thousand pieces does not keep a thousand of Jetty's buffers. One that is too
/// large is refused at once, and what still comes of it thrown away: a client whose connection breaks while it sends
/// would not read the answer.
final class WholeBody extends Handler.Wrapper {
    static final long MAX_BYTES = Limits.BODY_KIB * 1024L;
    private static final long MAX_UNWANTED_BYTES = Limits.UNWANTED_KIB * 1024L;

    WholeBody(Handler next) {
        super(next);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var headers = request.getHeaders();
        if (request.getLength() <= 0 && !headers.contains(HttpHeader.TRANSFER_ENCODING))
            return super.handle(request, response, callback);
        new Arrival(request, response, callback).begin();
        return true;
    }

    private final class Arrival {
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private final Request request;
        private final Response response;
        private final Callback callback;
        private boolean refused;
        private long unwanted;

        Arrival(Request request, Response response, Callback callback) {
            this.request = request;
            this.response = response;
            this.callback = callback;
        }

        void begin() {
            if (request.getLength() > MAX_BYTES) refuse();
            else read();
        }

        private void read() {
            while (true) {
                var chunk = request.read();
                if (chunk == null) {
                    request.demand(this::read);
                    return;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    fail(chunk.getFailure());
                    return;
                }
                boolean last = chunk.isLast();
                if (refused) unwanted += chunk.remaining();
                else if (body.size() + chunk.remaining() <= MAX_BYTES) add(chunk);
                else {
                    chunk.release();
                    refuse();
                    return;
                }
                chunk.release();
                if (last || unwanted > MAX_UNWANTED_BYTES) break;
            }
            if (refused) callback.succeeded();
            else arrived();
        }

        private void refuse() {
            refused = true;
            var told = Callback.from(this::read, callback::failed);
            Response.writeError(new Unread(request), response, told, HttpStatus.PAYLOAD_TOO_LARGE_413);
        }

        private void fail(Throwable why) {
            if (refused) callback.failed(why);
            else if (why instanceof TimeoutException) Response.writeError(request, response, callback, 408);
            else Response.writeError(request, response, callback, why);
        }

        private void add(Content.Chunk chunk) {
            var bytes = new byte[chunk.remaining()];
            chunk.get(bytes, 0, bytes.length);
            body.writeBytes(bytes);
        }

        private void arrived() {
            var whole = new Whole(request, ByteBuffer.wrap(body.toByteArray()));
            try {
                if (!WholeBody.super.handle(whole, response, callback))
                    Response.writeError(whole, response, callback, 404);
            } catch (Exception e) {
                Response.writeError(whole, response, callback, e);
            }
        }
    }

    /// The request, for an answer before its end: Jetty would fail the reading of what has not come yet.
    private static final class Unread extends Request.Wrapper {
        Unread(Request request) {
            super(request);
        }

        @Override
        public boolean consumeAvailable() {
            return true;
        }
    }

    /// The request, with a body that is here.
    private static final class Whole extends Request.Wrapper {
        private final Content.Source body;

        Whole(Request request, ByteBuffer bytes) {
            super(request);
            body = Content.Source.from(bytes);
        }

        @Override
        public Content.Chunk read() {
            return body.read();
        }

        @Override
        public void demand(Runnable ready) {
            body.demand(ready);
        }

        @Override
        public void fail(Throwable why) {
            body.fail(why);
        }
    }
}
