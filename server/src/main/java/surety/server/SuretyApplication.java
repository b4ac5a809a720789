package surety.server;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import surety.server.operations.DatabaseStart;
import surety.server.platform.TransportHardening;

/// Starts the server.
@SpringBootApplication
public class SuretyApplication {

  /// Starts the server with the settings in `SURETY_*` environment variables.
  public static void main(String[] args) {
    TransportHardening.apply();
    SpringApplication application = new SpringApplication(SuretyApplication.class);
    application.addInitializers(new DatabaseStart());
    application.run(args);
  }
}
