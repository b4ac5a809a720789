package surety.server.posture.probes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import surety.server.SuretyApplication;
import surety.server.identity.TestServer;
import surety.server.operations.ServerUnderTest;
import surety.server.posture.ProbeRegistry;
import surety.server.posture.run.ProbeExecution;
import surety.server.posture.run.RunReport;

/// A server with an embedded database of its own, as an operator starts it, in this process.
final class OwnServer {

  private final ConfigurableApplicationContext context;

  OwnServer() throws IOException {
    Path folder = Files.createTempDirectory("own-server");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    var application = new SpringApplication(SuretyApplication.class);
    application.addInitializers(
        it ->
            ((GenericApplicationContext) it)
                .registerBean(TypeExcludeFilter.class, TestServer.ProductOnly::new));
    // Another server that was started in this process has its log in a folder of its own.
    LoggingSystem.get(OwnServer.class.getClassLoader()).cleanUp();
    this.context =
        application.run(
            "--surety.port=0",
            "--surety.http-port=-1",
            "--surety.posture.probes=off",
            "--surety.data=" + folder.resolve("data"),
            "--surety.database.binaries=" + ServerUnderTest.binaries());
  }

  /// Runs a probe.
  RunReport run(String probe) {
    return Conclusive.run(
        bean(ProbeExecution.class), bean(ProbeRegistry.class).find(probe).orElseThrow(), 1);
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  void stop() {
    context.close();
  }
}
