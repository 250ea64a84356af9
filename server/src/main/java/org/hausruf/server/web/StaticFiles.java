package org.hausruf.server.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.EncodedResourceResolver;

/// Scripts, styles, fonts and images of the web app. What lies under `/assets` has a hash in its name and never
/// changes. `/embed` is for pages of any origin: the call button's one stable file, and what it loads.
public final class StaticFiles implements WebMvcConfigurer {
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/**")
                .addResourceLocations("classpath:/web/assets/")
                .setCacheControl(FOR_EVER)
                .resourceChain(true)
                .addResolver(brotli());
        registry.addResourceHandler("/embed/assets/**")
                .addResourceLocations("classpath:/web/embed/assets/")
                .setCacheControl(FOR_EVER);
        registry.addResourceHandler("/embed/*.js")
                .addResourceLocations("classpath:/web/embed/")
                .setCacheControl(CacheControl.noCache())
                .setUseLastModified(false) // in a reproducible jar all files are equally old
                .setEtagGenerator(StaticFiles::hash);
        // Not "/*": Spring takes that for the default handler, behind Boot's own "/**".
        registry.addResourceHandler("/**")
                .addResourceLocations("classpath:/web/")
                .setCacheControl(CacheControl.noCache());
    }

    /// Of what the web app's build has compressed already; Jetty compresses the rest as it goes.
    private static EncodedResourceResolver brotli() {
        var resolver = new EncodedResourceResolver();
        resolver.setContentCodings(List.of("br"));
        return resolver;
    }

    @Override
    public void addCorsMappings(CorsRegistry registry) {
        registry.addMapping("/embed/**").allowedOrigins("*").allowedMethods("GET", "HEAD");
    }

    private static String hash(Resource file) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256").digest(file.getContentAsByteArray());
            return '"' + HexFormat.of().formatHex(sha256, 0, 16) + '"';
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
