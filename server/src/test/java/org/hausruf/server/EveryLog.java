package org.hausruf.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Hears all that is logged in this process at DEBUG, by SLF4J and by `java.util.logging` (the database's driver,
/// mail), whatever levels are configured. The test's mail server, which is not the product, stays quiet.
final class EveryLog implements AutoCloseable {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Map<Logger, Level> levels = new HashMap<>();
    private final java.util.logging.Logger javaRoot = LogManager.getLogManager().getLogger("");
    private final java.util.logging.@Nullable Level javaLevel = javaRoot.getLevel();
    /// Kept, as an unused one would be forgotten with its level.
    private final java.util.logging.Logger driver = java.util.logging.Logger.getLogger("org.postgresql");

    private final Handler handler = new Handler() {
        private final SimpleFormatter text = new SimpleFormatter();

        @Override
        public void publish(LogRecord entry) {
            lines.add(entry.getLoggerName() + " " + text.format(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            var thrown = event.getThrowableProxy();
            lines.add(event.getLoggerName() + " " + event.getFormattedMessage() + " " + event.getKeyValuePairs()
                    + (thrown == null ? "" : ThrowableProxyUtil.asString(thrown)));
        }
    };

    static EveryLog atDebug() {
        return new EveryLog();
    }

    private EveryLog() {
        context.getLogger("com.icegreen").setLevel(Level.OFF);
        for (var logger : context.getLoggerList()) {
            if (logger.getLevel() == null || logger.getName().equals("com.icegreen")) continue;
            levels.put(logger, logger.getLevel());
            logger.setLevel(Level.DEBUG);
        }
        appender.start();
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(appender);
        handler.setLevel(java.util.logging.Level.ALL);
        javaRoot.addHandler(handler);
        javaRoot.setLevel(java.util.logging.Level.FINE);
        driver.setLevel(java.util.logging.Level.ALL); // with what is bound to statements
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /// Who has written it, without what else they wrote.
    Set<String> loggersOf(String text) {
        return lines.stream()
                .filter(line -> line.contains(text))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        driver.setLevel(null);
        javaRoot.setLevel(javaLevel);
        javaRoot.removeHandler(handler);
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).detachAppender(appender);
        levels.forEach(Logger::setLevel);
    }
}
