package org.hausruf.server.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.ExecutionException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.FutureCallback;

/// A connection of Jetty's as a socket that blocks: what goes through it is what is inside TLS. One thread reads, one
/// at a time writes, any closes. Has what is overridden here, and nothing else of a socket.
final class EndPointSocket extends Socket {
    private static final int BUFFER_BYTES = 4_096;

    private final EndPoint end;
    private final InetSocketAddress remote;
    private final InputStream in;
    private final OutputStream out = new Out();

    /// @param ahead what has been read already, to be read again; in the mode in which Jetty takes bytes out
    /// @throws ClosedChannelException nobody is there any more
    EndPointSocket(EndPoint end, ByteBuffer ahead) throws ClosedChannelException {
        this.end = end;
        if (!(end.getRemoteSocketAddress() instanceof InetSocketAddress address)) throw new ClosedChannelException();
        remote = address;
        in = new In(ahead);
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return remote;
    }

    @Override
    public InetAddress getInetAddress() {
        return remote.getAddress();
    }

    /// Jetty has said so of all connections.
    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public void close() {
        end.close();
    }

    private final class In extends InputStream {
        private final ByteBuffer ahead;
        private final ByteBuffer buffer = BufferUtil.allocate(BUFFER_BYTES);

        In(ByteBuffer ahead) {
            this.ahead = ahead;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) == 1 ? one[0] & 0xff : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) return 0;
            var from = ahead.hasRemaining() ? ahead : buffer;
            while (!from.hasRemaining()) {
                int filled = end.fill(from);
                if (filled < 0) return -1;
                if (filled > 0) break;
                var readable = new FutureCallback();
                end.fillInterested(readable);
                if (!end.isOpen()) readable.failed(new ClosedChannelException()); // maybe before anybody waited for it
                await(readable);
            }
            int size = Math.min(length, from.remaining());
            from.get(bytes, offset, size);
            return size;
        }
    }

    private final class Out extends OutputStream {
        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            var written = new FutureCallback();
            end.write(written, ByteBuffer.wrap(bytes, offset, length));
            await(written);
        }
    }

    private static void await(FutureCallback callback) throws IOException {
        try {
            callback.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException broken ? broken : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }
}
