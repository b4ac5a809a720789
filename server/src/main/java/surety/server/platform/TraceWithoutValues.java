package surety.server.platform;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes exceptions into the log: types, places and causes, and of messages only those that this
/// server wrote itself and those that tell of the network. What a library says of a failure may
/// hold the value that it failed at, and so a customer's data; of a refusal by the database the
/// SQL state is told.
public final class TraceWithoutValues extends ThrowableProxyConverter {

  private static final Set<String> OF_NETWORK =
      Set.of(
          "java.net.BindException",
          "java.net.ConnectException",
          "java.net.NoRouteToHostException",
          "java.net.SocketTimeoutException",
          "java.net.UnknownHostException");

  @Override
  protected String throwableProxyToString(IThrowableProxy thrown) {
    return System.lineSeparator() + super.throwableProxyToString(new Told(thrown));
  }

  /// What is told of an exception besides its type; null if nothing is.
  static @Nullable String told(IThrowableProxy thrown) {
    if (thrown.getClassName().startsWith("surety.") || OF_NETWORK.contains(thrown.getClassName())) {
      return thrown.getMessage();
    }
    return thrown instanceof ThrowableProxy proxy
            && proxy.getThrowable() instanceof SQLException refused
        ? "state " + refused.getSQLState()
        : null;
  }

  /// An exception as it is told.
  private record Told(IThrowableProxy thrown) implements IThrowableProxy {

    @Override
    public @Nullable String getMessage() {
      return told(thrown);
    }

    @Override
    public String getClassName() {
      return thrown.getClassName();
    }

    @Override
    public StackTraceElementProxy[] getStackTraceElementProxyArray() {
      return thrown.getStackTraceElementProxyArray();
    }

    @Override
    public int getCommonFrames() {
      return thrown.getCommonFrames();
    }

    @Override
    public @Nullable IThrowableProxy getCause() {
      return thrown.getCause() == null ? null : new Told(thrown.getCause());
    }

    @Override
    public IThrowableProxy[] getSuppressed() {
      IThrowableProxy[] suppressed = thrown.getSuppressed();
      return suppressed == null
          ? new IThrowableProxy[0]
          : Arrays.stream(suppressed).map(Told::new).toArray(IThrowableProxy[]::new);
    }

    @Override
    public boolean isCyclic() {
      return thrown.isCyclic();
    }
  }
}
