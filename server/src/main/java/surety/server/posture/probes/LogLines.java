package surety.server.posture.probes;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything that the server logs while this is open, at the levels that are in force.
final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final ch.qos.logback.classic.Logger root;

  private LogLines(LoggerContext context) {
    this.root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    setContext(context);
  }

  static LogLines reading() {
    LogLines lines = new LogLines((LoggerContext) LoggerFactory.getILoggerFactory());
    lines.start();
    lines.root.addAppender(lines);
    return lines;
  }

  boolean holds(String text) {
    return lines.stream().anyMatch(line -> line.contains(text));
  }

  void clear() {
    lines.clear();
  }

  @Override
  protected void append(ILoggingEvent event) {
    String trace =
        event.getThrowableProxy() == null
            ? ""
            : ThrowableProxyUtil.asString(event.getThrowableProxy());
    lines.add(event.getFormattedMessage() + " " + event.getMDCPropertyMap() + " " + trace);
  }

  @Override
  public void close() {
    root.detachAppender(this);
    stop();
  }
}
