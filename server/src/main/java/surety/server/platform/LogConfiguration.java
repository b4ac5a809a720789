package surety.server.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The server's own log in files, where logback-spring.xml has them written.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LogSettings.class)
class LogConfiguration {

  @Bean
  LogSinks serverLog(DataFolder data) {
    LogSink log = new ServerLog(data.privateFolder("logs"));
    return () -> List.of(log);
  }

  private record ServerLog(Path folder) implements LogSink {

    @Override
    public String writer() {
      return "the server";
    }

    @Override
    public Path current() {
      return folder.resolve("surety.log");
    }

    // Whatever else lies there, also what somebody copied.
    @Override
    public List<Path> former() throws IOException {
      try (Stream<Path> files = Files.list(folder)) {
        return files.filter(Files::isRegularFile).filter(it -> !it.equals(current())).toList();
      }
    }

    @Override
    public Path former(String name) {
      return folder.resolve("surety." + name + ".log");
    }
  }
}
