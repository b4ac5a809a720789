package surety.server.operations;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import surety.server.platform.StartRefused;

/// Prints why the server does not start in one line, if the operator can remove the reason.
@Order(Ordered.HIGHEST_PRECEDENCE)
class StartRefusedReporter implements SpringBootExceptionReporter {

  StartRefusedReporter(ConfigurableApplicationContext context) {}

  @Override
  public boolean reportException(Throwable failure) {
    for (Throwable fault = failure; fault != null; fault = fault.getCause()) {
      if (fault instanceof StartRefused) {
        System.err.println("surety: " + fault.getMessage());
        return true;
      }
      if (fault instanceof PortInUseException port) {
        System.err.println(
            "surety: Port "
                + port.getPort()
                + " is in use by another program. Stop it, or set SURETY_PORT or SURETY_HTTP_PORT"
                + " to a free one.");
        return true;
      }
    }
    return false;
  }
}
