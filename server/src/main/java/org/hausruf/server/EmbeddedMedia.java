package org.hausruf.server;

import org.hausruf.livekit.Engine;
import org.hausruf.livekit.http.RtcServlet;
import org.hausruf.livekit.http.TwirpServlet;
import org.hausruf.livekit.twirp.Twirp;
import org.hausruf.office.tenant.AllowedOrigins;
import org.hausruf.server.bridge.RoomOrigins;
import org.hausruf.server.config.Settings;
import org.hausruf.server.signin.OwnPages;
import org.hausruf.server.web.RelayWithinTls;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What the web has beside [WebApplication] when the media engine is in this process: LiveKit's own addresses.
@Configuration(proxyBeanMethods = false)
class EmbeddedMedia {
    @Bean
    ServletRegistrationBean<RtcServlet> rtc(Engine engine, OwnPages pages, AllowedOrigins origins) {
        return new ServletRegistrationBean<>(new RtcServlet(engine, new RoomOrigins(pages, origins)), "/rtc", "/rtc/*");
    }

    /// The operator's, with the engine's own key. Sign-ins manage nothing here.
    @Bean
    ServletRegistrationBean<TwirpServlet> serverApi(Engine engine, Twirp twirp) {
        return new ServletRegistrationBean<>(new TwirpServlet(engine, twirp), "/twirp/*");
    }

    /// Guests whose network lets nothing but HTTPS out reach the engine's relay at the address of the pages.
    @Bean
    WebServerFactoryCustomizer<JettyServletWebServerFactory> relay(Settings settings, Engine engine) {
        return factory -> {
            if (settings.httpsOrigin().isPresent()) factory.addServerCustomizers(new RelayWithinTls(engine::relay));
        };
    }
}
