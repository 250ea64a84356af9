package org.hausruf.server.web;

import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Scripts, styles, fonts and images of the web app. What lies under `/assets` has a hash in its name and never
/// changes.
public final class StaticFiles implements WebMvcConfigurer {
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/**")
                .addResourceLocations("classpath:/web/assets/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
        // Not "/*": Spring takes that for the default handler, behind Boot's own "/**".
        registry.addResourceHandler("/**")
                .addResourceLocations("classpath:/web/")
                .setCacheControl(CacheControl.noCache());
    }
}
