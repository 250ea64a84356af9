package org.hausruf.server.web;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.hausruf.server.config.HttpsCertificate;
import org.hausruf.server.config.PemFiles;
import org.hausruf.server.config.Settings;
import org.hausruf.server.config.WrongSetting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has the HTTPS connector use the certificate that stands in the two files, also when it is replaced while the
/// server works: connections that are there stay, new ones get the new certificate. Files that are of no use are
/// refused with a line in the log, and the certificate in use stays.
///
/// It looks at the content, as the files may be links that are turned, or written by a program that keeps the old
/// time; and waits until it has seen the same twice, as the two files are never replaced at once. Lives and ends with
/// the server; [#look] is called by one thread.
final class CertificateWatch extends AbstractLifeCycle {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);
    private static final int LOOK_SECONDS = 5;

    private final Settings.Tls tls;
    private final SslContextFactory.Server connector;
    private final InstantSource clock;
    private Optional<ScheduledExecutorService> timer = Optional.empty();
    private PemFiles used;
    private String refusal = "";
    private PemFiles seen;

    /// Reads the files for the first time.
    ///
    /// @param server with its connectors, not started yet
    /// @throws WrongSetting naming the file that is of no use
    CertificateWatch(Server server, Settings.Tls tls, InstantSource clock) {
        this.tls = tls;
        this.clock = clock;
        connector = Arrays.stream(server.getConnectors())
                .map(it -> it.getConnectionFactory(SslConnectionFactory.class))
                .findFirst()
                .orElseThrow()
                .getSslContextFactory();
        used = PemFiles.read(tls);
        seen = used;
        give(HttpsCertificate.of(used, clock.instant()), connector);
    }

    @Override
    protected void doStart() {
        var every = Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name("https-certificate").factory());
        timer = Optional.of(every);
        var _ = every.scheduleWithFixedDelay(this::guardedLook, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    protected void doStop() {
        timer.ifPresent(ScheduledExecutorService::shutdownNow);
    }

    private void guardedLook() {
        try {
            look();
        } catch (RuntimeException e) { // it would not be called again
            LOG.error("cannot look for a new HTTPS certificate", e);
        }
    }

    void look() {
        var found = PemFiles.read(tls);
        var isSettled = found.equals(seen);
        seen = found;
        if (!isSettled || found.equals(used)) return;
        try {
            use(HttpsCertificate.of(found, clock.instant()));
            used = found;
            refusal = "";
        } catch (WrongSetting | IllegalStateException e) { // perhaps not for long: it may not be valid yet
            var why = String.valueOf(e.getMessage());
            if (!why.equals(refusal)) LOG.warn("new HTTPS certificate refused, the old one stays in use: {}", why);
            refusal = why;
        }
    }

    private void use(HttpsCertificate certificate) {
        try {
            var trial = new SslContextFactory.Server(); // reload() has dropped the old one when it fails
            give(certificate, trial);
            trial.start();
            trial.stop();
            connector.reload(it -> give(certificate, it));
        } catch (Exception e) { // what Jetty declares
            throw new IllegalStateException("cannot use " + certificate, e);
        }
        LOG.atInfo().addKeyValue("until", certificate.until()).log("new HTTPS certificate in use");
    }

    private static void give(HttpsCertificate certificate, SslContextFactory connector) {
        connector.setKeyStore(certificate.store());
        connector.setKeyStorePassword(HttpsCertificate.PASSWORD);
        connector.setKeyManagerPassword(HttpsCertificate.PASSWORD);
    }
}
