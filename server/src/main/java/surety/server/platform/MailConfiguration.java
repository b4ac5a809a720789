package surety.server.platform;

import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Chooses between a mail server and files.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MailSettings.class)
class MailConfiguration {

  @Bean
  QueuedMailer mailer(MailSettings settings, DataFolder data) {
    return new QueuedMailer(
        settings.toFiles() ? new FileDelivery(settings, data) : new SmtpDelivery(settings),
        Duration.ofSeconds(5));
  }
}
