package org.hausruf.server;

import java.time.Clock;
import org.hausruf.office.Office;
import org.hausruf.office.identity.SignInProviders;
import org.hausruf.office.user.Sessions;
import org.hausruf.server.config.Settings;
import org.hausruf.server.identity.Discovery;
import org.hausruf.server.identity.KeySets;
import org.hausruf.server.identity.ProviderSignIns;
import org.hausruf.server.outbound.OutboundHttp;
import org.hausruf.server.rest.ProviderSignInController;
import org.hausruf.server.rest.SignInProviderController;
import org.hausruf.server.rest.SignIns;
import org.hausruf.server.signin.FailedSignIns;
import org.hausruf.server.signin.ProviderCookie;
import org.hausruf.server.signin.RateLimits;
import org.hausruf.server.signin.SignInGate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// Sign-in through OpenID Connect, wired.
@Configuration(proxyBeanMethods = false)
@Import({SignInProviderController.class, ProviderSignInController.class})
class ProviderConfiguration {
    @Bean
    SignInProviders signInProviders(Office office) {
        return office.signInProviders();
    }

    @Bean
    Discovery discovery(OutboundHttp http, Clock clock) {
        return new Discovery(http, clock);
    }

    @Bean
    ProviderSignIns providerSignIns(
            Office office, Discovery discovery, KeySets keys, OutboundHttp http, Settings settings, Clock clock) {
        var parts = new ProviderSignIns.Parts(discovery, keys, http, settings.origin(), clock);
        return new ProviderSignIns(office.signInProviders(), office.accounts().providerPeople(), parts);
    }

    @Bean
    SignInProviderController.Checks providerChecks(
            Discovery discovery, OutboundHttp http, RateLimits limits, Settings settings) {
        return new SignInProviderController.Checks(discovery, http, limits, settings.origin());
    }

    @Bean
    ProviderSignInController.Door door(
            Sessions sessions, SignIns signIns, SignInGate gate, FailedSignIns failures, Settings settings) {
        return new ProviderSignInController.Door(
                sessions, signIns, gate, new ProviderCookie(settings.origin()), failures);
    }
}
