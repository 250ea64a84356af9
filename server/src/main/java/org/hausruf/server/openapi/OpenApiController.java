package org.hausruf.server.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// `/api/openapi.json`, and the same for people at `/api/docs`. Both are read once; anybody may.
@RestController
public final class OpenApiController {
    private final byte[] document;
    private final byte[] page;

    public OpenApiController(JsonMapper json) throws IOException {
        document = new ClassPathResource("openapi.json", OpenApiController.class).getContentAsByteArray();
        page = new ApiPage(json.readTree(document)).html().getBytes(UTF_8);
    }

    @GetMapping("/api/openapi.json")
    ResponseEntity<byte[]> document() {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(document);
    }

    @GetMapping("/api/docs")
    ResponseEntity<byte[]> page() {
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, UTF_8))
                .body(page);
    }
}
