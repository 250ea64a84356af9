package org.hausruf.server;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import org.hausruf.office.Office;
import org.hausruf.office.account.AccountServices;
import org.hausruf.office.account.OwnFactor;
import org.hausruf.office.apikey.ApiKeys;
import org.hausruf.office.audit.AuditLog;
import org.hausruf.office.call.Calls;
import org.hausruf.office.contact.ContactBook;
import org.hausruf.office.contact.Contacts;
import org.hausruf.office.erasure.OwnData;
import org.hausruf.office.identity.TokenIssuers;
import org.hausruf.office.invite.Admissions;
import org.hausruf.office.invite.Invites;
import org.hausruf.office.invite.Lobby;
import org.hausruf.office.invite.Notices;
import org.hausruf.office.push.PushSubscriptions;
import org.hausruf.office.retention.Retention;
import org.hausruf.office.sender.MailReports;
import org.hausruf.office.sender.Senders;
import org.hausruf.office.tenant.AllowedOrigins;
import org.hausruf.office.tenant.Branding;
import org.hausruf.office.tenant.Tenants;
import org.hausruf.office.user.CallTokens;
import org.hausruf.office.user.Directory;
import org.hausruf.office.user.Sessions;
import org.hausruf.office.videocall.Planning;
import org.hausruf.office.videocall.VideoCalls;
import org.hausruf.office.webhook.Webhooks;
import org.hausruf.server.bridge.CallRooms;
import org.hausruf.server.bridge.MediaServer;
import org.hausruf.server.call.CallMedia;
import org.hausruf.server.call.CallSockets;
import org.hausruf.server.call.PresenceBoard;
import org.hausruf.server.call.SocketSignIn;
import org.hausruf.server.call.Switchboard;
import org.hausruf.server.config.Settings;
import org.hausruf.server.identity.ForeignTokens;
import org.hausruf.server.identity.KeySets;
import org.hausruf.server.mail.ResendWebhookController;
import org.hausruf.server.openapi.OpenApiController;
import org.hausruf.server.ops.Health;
import org.hausruf.server.outbound.OutboundHttp;
import org.hausruf.server.problem.ProblemHandler;
import org.hausruf.server.problem.Problems;
import org.hausruf.server.push.PushAnswers;
import org.hausruf.server.rest.AccountController;
import org.hausruf.server.rest.AllowedOriginsController;
import org.hausruf.server.rest.Answers;
import org.hausruf.server.rest.ApiKeyController;
import org.hausruf.server.rest.AuditLogController;
import org.hausruf.server.rest.BrandingController;
import org.hausruf.server.rest.CallController;
import org.hausruf.server.rest.CallSettingsController;
import org.hausruf.server.rest.CallTokenController;
import org.hausruf.server.rest.ColleagueController;
import org.hausruf.server.rest.ContactController;
import org.hausruf.server.rest.EmbedController;
import org.hausruf.server.rest.ErasureController;
import org.hausruf.server.rest.GuestController;
import org.hausruf.server.rest.InviteController;
import org.hausruf.server.rest.LivekitController;
import org.hausruf.server.rest.LobbyController;
import org.hausruf.server.rest.OwnDataController;
import org.hausruf.server.rest.PasswordResetController;
import org.hausruf.server.rest.PeopleController;
import org.hausruf.server.rest.PortalFunctions;
import org.hausruf.server.rest.PushController;
import org.hausruf.server.rest.RetentionController;
import org.hausruf.server.rest.SecondFactorController;
import org.hausruf.server.rest.SenderController;
import org.hausruf.server.rest.SenderLinkController;
import org.hausruf.server.rest.SessionController;
import org.hausruf.server.rest.SetUpController;
import org.hausruf.server.rest.SignIns;
import org.hausruf.server.rest.TenantLogos;
import org.hausruf.server.rest.TokenIssuerController;
import org.hausruf.server.rest.UserInviteController;
import org.hausruf.server.rest.VideoCallController;
import org.hausruf.server.rest.WebhooksController;
import org.hausruf.server.signin.AnswerGate;
import org.hausruf.server.signin.ClientAddresses;
import org.hausruf.server.signin.FailedSignIns;
import org.hausruf.server.signin.ForgottenPasswords;
import org.hausruf.server.signin.GuestGate;
import org.hausruf.server.signin.KeyGate;
import org.hausruf.server.signin.LinkGate;
import org.hausruf.server.signin.OwnPages;
import org.hausruf.server.signin.PortalOrigins;
import org.hausruf.server.signin.RateLimits;
import org.hausruf.server.signin.SessionCookie;
import org.hausruf.server.signin.SignInFilter;
import org.hausruf.server.signin.SignInGate;
import org.hausruf.server.signin.SignedInArgument;
import org.hausruf.server.web.JettySetup;
import org.hausruf.server.web.Pages;
import org.hausruf.server.web.SecurityHeaders;
import org.hausruf.server.web.StaticFiles;
import org.hausruf.server.web.UnknownAddress;
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
/// start is faster for it. What the web needs from outside (settings, office, media server) is registered before;
/// [EmbeddedMedia] or [RemoteMedia] comes along.
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
    UnknownAddress.class,
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
    AllowedOriginsController.class,
    ApiKeyController.class,
    CallTokenController.class,
    EmbedController.class,
    TenantLogos.class,
    BrandingController.class,
    CallRooms.class,
    CallController.class,
    CallSettingsController.class,
    WebhooksController.class,
    LivekitController.class,
    LobbyController.class,
    ContactController.class,
    PeopleController.class,
    OpenApiController.class,
    PushController.class,
    PushAnswers.class,
    AnswerGate.class,
    LinkGate.class,
    SignIns.class,
    SetUpController.class,
    UserInviteController.class,
    PasswordResetController.class,
    ColleagueController.class,
    AccountController.class,
    OwnDataController.class,
    SecondFactorController.class,
    AuditLogController.class,
    RetentionController.class,
    ErasureController.class,
    TokenIssuerController.class,
    SenderController.class,
    SenderLinkController.class,
    ResendWebhookController.class,
    ProviderConfiguration.class,
})
class WebApplication {
    @Bean
    WebServerFactoryCustomizer<JettyServletWebServerFactory> jetty(Settings settings, JettySetup setup) {
        return factory -> {
            InetSocketAddress address = settings.http();
            factory.setAddress(address.getAddress());
            factory.setPort(address.getPort());
            factory.setThreadPool(JettySetup.threads());
            factory.addServerCustomizers(setup);
            settings.tls().ifPresent(tls -> {
                factory.setSsl(ssl(tls));
                factory.addServerCustomizers(JettySetup.certificate(tls, InstantSource.system()));
            });
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
    JettySetup jettySetup(Problems problems, Settings settings, MediaServer media) {
        return new JettySetup(problems, new SecurityHeaders(settings.origin(), media.clientUrl()));
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
    FilterRegistrationBean<Filter> signIn(
            Sessions sessions, SessionCookie cookie, OwnPages pages, ForeignTokens foreign, Problems problems) {
        return first(new SignInFilter(sessions, cookie, pages, foreign, problems), 1, "/api/*", "/functions/*");
    }

    @Bean
    Planning planning(Office office) {
        return office.planning();
    }

    @Bean
    Notices notices(Office office) {
        return office.notices();
    }

    @Bean
    TokenIssuers tokenIssuers(Office office) {
        return office.tokenIssuers();
    }

    @Bean
    KeySets keySets(OutboundHttp http, Clock clock) {
        return new KeySets(http, clock);
    }

    @Bean
    ForeignTokens foreignTokens(TokenIssuers issuers, KeySets keys, Clock clock) {
        return new ForeignTokens(issuers, keys, clock);
    }

    @Bean
    FilterRegistrationBean<Filter> portalOrigins(OwnPages pages, AllowedOrigins origins, Problems problems) {
        return first(new PortalOrigins(pages, origins, problems), 2, "/functions/*");
    }

    /// Beside Spring's dispatcher: it has refusals of its own, in the words of Engine.IO.
    @Bean
    ServletRegistrationBean<HttpServlet> socketIo(CallSockets calls) {
        return new ServletRegistrationBean<>(calls.servlet(), "/socket.io/*");
    }

    @Bean
    SocketSignIn socketSignIn(CallSockets calls) {
        return calls.signIn();
    }

    @Bean
    Switchboard switchboard(CallSockets calls) {
        return calls.board();
    }

    @Bean
    PresenceBoard presenceBoard(CallSockets calls) {
        return calls.presence();
    }

    @Bean
    CallMedia callMedia(CallSockets calls) {
        return calls.media();
    }

    @Bean
    Calls calls(Office office) {
        return office.calls();
    }

    @Bean
    Webhooks webhooks(Office office) {
        return office.webhooks();
    }

    @Bean
    Contacts contacts(Office office) {
        return office.contacts();
    }

    @Bean
    ContactBook contactBook(Office office) {
        return office.contactBook();
    }

    @Bean
    PushSubscriptions pushSubscriptions(Office office) {
        return office.pushSubscriptions();
    }

    @Bean
    Directory directory(Office office) {
        return office.directory();
    }

    @Bean
    OwnPages ownPages(Settings settings) {
        return new OwnPages(settings.origin());
    }

    private static FilterRegistrationBean<Filter> first(Filter filter, int order, String... paths) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        registration.addUrlPatterns(paths);
        return registration;
    }

    @Bean
    Tenants tenants(Office office) {
        return office.tenants();
    }

    @Bean
    Branding branding(Office office) {
        return office.branding();
    }

    @Bean
    AllowedOrigins allowedOrigins(Office office) {
        return office.allowedOrigins();
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
    Lobby lobby(Office office) {
        return office.lobby();
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
    ApiKeys apiKeys(Office office) {
        return office.apiKeys();
    }

    @Bean
    AccountServices accounts(Office office) {
        return office.accounts();
    }

    @Bean
    OwnData ownData(Office office) {
        return office.ownData();
    }

    @Bean
    OwnFactor ownFactor(Office office) {
        return office.ownFactor();
    }

    @Bean(destroyMethod = "close")
    ForgottenPasswords forgottenPasswords(Office office) {
        return new ForgottenPasswords(office.accounts().resets());
    }

    @Bean(destroyMethod = "close")
    FailedSignIns failedSignIns(Sessions sessions) {
        return new FailedSignIns(sessions);
    }

    @Bean
    AuditLog auditLog(Office office) {
        return office.auditLog();
    }

    @Bean
    Senders senders(Office office) {
        return office.senders();
    }

    @Bean
    MailReports mailReports(Office office) {
        return office.mailReports();
    }

    @Bean
    Retention retention(Office office) {
        return office.retention();
    }

    @Bean
    CallTokens callTokens(Office office) {
        return office.callTokens();
    }

    @Bean
    KeyGate keyGate(ApiKeys keys, RateLimits limits, ClientAddresses addresses) {
        return new KeyGate(keys, limits, addresses);
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
