package org.hausruf.server;

import jakarta.servlet.Filter;
import java.net.InetSocketAddress;
import java.util.List;
import org.hausruf.livekit.Engine;
import org.hausruf.livekit.http.RtcServlet;
import org.hausruf.office.Office;
import org.hausruf.office.invite.Admissions;
import org.hausruf.office.invite.Invites;
import org.hausruf.office.tenant.Tenants;
import org.hausruf.office.user.Sessions;
import org.hausruf.office.videocall.VideoCalls;
import org.hausruf.server.bridge.CallRooms;
import org.hausruf.server.bridge.MediaServer;
import org.hausruf.server.config.Settings;
import org.hausruf.server.ops.Health;
import org.hausruf.server.problem.ProblemHandler;
import org.hausruf.server.problem.Problems;
import org.hausruf.server.rest.Answers;
import org.hausruf.server.rest.GuestController;
import org.hausruf.server.rest.InviteController;
import org.hausruf.server.rest.PortalFunctions;
import org.hausruf.server.rest.SessionController;
import org.hausruf.server.rest.TenantLogos;
import org.hausruf.server.rest.VideoCallController;
import org.hausruf.server.signin.ClientAddresses;
import org.hausruf.server.signin.GuestGate;
import org.hausruf.server.signin.RateLimits;
import org.hausruf.server.signin.SessionCookie;
import org.hausruf.server.signin.SignInFilter;
import org.hausruf.server.signin.SignInGate;
import org.hausruf.server.signin.SignedInArgument;
import org.hausruf.server.web.JettySetup;
import org.hausruf.server.web.Pages;
import org.hausruf.server.web.SecurityHeaders;
import org.hausruf.server.web.StaticFiles;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.Compression;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/// Everything Spring knows of. The list of auto-configurations is written out instead of found: it is short, and the
/// start is faster for it. What the web needs from outside (settings, office, media server) is registered before.
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    JettyServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    JacksonAutoConfiguration.class,
})
@Import({
    ProblemHandler.class,
    Pages.class,
    StaticFiles.class,
    Health.class,
    RateLimits.class,
    SignInGate.class,
    Answers.class,
    SessionController.class,
    VideoCallController.class,
    InviteController.class,
    GuestController.class,
    PortalFunctions.class,
    TenantLogos.class,
    CallRooms.class,
})
class WebApplication {
    @Bean
    WebServerFactoryCustomizer<JettyServletWebServerFactory> jetty(Settings settings, JettySetup setup) {
        return factory -> {
            InetSocketAddress address = settings.http();
            factory.setAddress(address.getAddress());
            factory.setPort(address.getPort());
            factory.addServerCustomizers(setup);
            settings.tls().ifPresent(tls -> factory.setSsl(ssl(tls)));
            var compression = new Compression();
            compression.setEnabled(true);
            factory.setCompression(compression);
        };
    }

    private static Ssl ssl(Settings.Tls tls) {
        var ssl = new Ssl();
        ssl.setCertificate(tls.certificate().toUri().toString());
        ssl.setCertificatePrivateKey(tls.privateKey().toUri().toString());
        return ssl;
    }

    @Bean
    JettySetup jettySetup(Problems problems) {
        return new JettySetup(problems);
    }

    @Bean
    Problems problems(JsonMapper json) {
        return new Problems(json);
    }

    /// A number is no text: what has the wrong type is refused, not converted.
    @Bean
    JsonMapperBuilderCustomizer strictText() {
        return json -> json.withCoercionConfig(LogicalType.Textual, text -> {
            for (var shape :
                    List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
                text.setCoercion(shape, CoercionAction.Fail);
            }
        });
    }

    @Bean
    FilterRegistrationBean<Filter> securityHeaders(Settings settings, MediaServer media) {
        return first(new SecurityHeaders(settings.origin(), media.clientUrl()), 0, "/*");
    }

    @Bean
    FilterRegistrationBean<Filter> signIn(Sessions sessions, Settings settings, Problems problems) {
        return first(new SignInFilter(sessions, settings.origin(), problems), 1, "/api/*", "/functions/*");
    }

    private static FilterRegistrationBean<Filter> first(Filter filter, int order, String... paths) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        registration.addUrlPatterns(paths);
        return registration;
    }

    @Bean
    ServletRegistrationBean<RtcServlet> rtc(Engine engine) {
        return new ServletRegistrationBean<>(new RtcServlet(engine), "/rtc", "/rtc/*");
    }

    @Bean
    ClientAddresses clientAddresses(Settings settings) {
        return new ClientAddresses(settings.trustedProxies());
    }

    @Bean
    Tenants tenants(Office office) {
        return office.tenants();
    }

    @Bean
    Sessions sessions(Office office) {
        return office.sessions();
    }

    @Bean
    VideoCalls videoCalls(Office office) {
        return office.videoCalls();
    }

    @Bean
    Invites invites(Office office) {
        return office.invites();
    }

    @Bean
    Admissions admissions(Office office) {
        return office.admissions();
    }

    @Bean
    SessionCookie sessionCookie(Settings settings) {
        return new SessionCookie(settings.origin());
    }

    @Bean
    GuestGate guestGate(RateLimits limits, ClientAddresses addresses, Settings settings) {
        return new GuestGate(limits, addresses, settings.origin());
    }

    @Bean
    WebMvcConfigurer arguments() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new SignedInArgument());
            }
        };
    }
}
