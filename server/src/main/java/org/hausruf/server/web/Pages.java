package org.hausruf.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The web app's two documents under all addresses that its router knows. Both are read once.
@RestController
public final class Pages {
    private static final String NOT_BUILT = """
            <!doctype html><html lang="en"><meta charset="utf-8"><title>Hausruf</title>
            <h1>The web app is not part of this build</h1>
            <p>The server runs, but its jar was packaged before <code>npm run build</code> in <code>web/</code>.
            <code>./hausruf run</code> does both.</p></html>
            """;

    private final byte[] office;
    private final byte[] join;

    public Pages() throws IOException {
        office = page("web/index.html");
        join = page("web/join.html");
    }

    private static byte[] page(String name) throws IOException {
        var file = new ClassPathResource(name);
        return file.exists() ? file.getContentAsByteArray() : NOT_BUILT.getBytes(UTF_8);
    }

    @GetMapping("/")
    ResponseEntity<Void> home() {
        return ResponseEntity.status(302)
                .location(URI.create("/portal/office/videocalls"))
                .build();
    }

    @GetMapping({"/portal/**", "/sign-in"})
    ResponseEntity<byte[]> office() {
        return document(office);
    }

    @GetMapping("/portal/office/videocalls/join/{inviteId}")
    ResponseEntity<byte[]> join() {
        return document(join);
    }

    /// For a person at an address that does not exist: the app says so in its own words and looks.
    ResponseEntity<byte[]> notFound() {
        return document(404, office);
    }

    private static ResponseEntity<byte[]> document(byte[] page) {
        return document(200, page);
    }

    private static ResponseEntity<byte[]> document(int status, byte[] page) {
        return ResponseEntity.status(status)
                .contentType(new MediaType(MediaType.TEXT_HTML, UTF_8))
                .cacheControl(CacheControl.noCache())
                .body(page);
    }
}
