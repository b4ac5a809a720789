package surety.server;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// Starts the server.
@SpringBootApplication
public class SuretyApplication {

  /// Starts the server with the settings in `SURETY_*` environment variables.
  public static void main(String[] args) {
    SpringApplication.run(SuretyApplication.class, args);
  }
}
