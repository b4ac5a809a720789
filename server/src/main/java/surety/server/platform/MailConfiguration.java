package surety.server.platform;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Chooses between a mail server and files.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MailSettings.class)
class MailConfiguration {

  @Bean
  UndeliverableMail undeliverableMail() {
    return new UndeliverableMail();
  }

  @Bean
  MailHost mailHost(MailSettings settings) {
    return new MailHost(
        settings.toFiles() ? Optional.empty() : Optional.ofNullable(settings.host()));
  }

  @Bean
  QueuedMailer mailer(MailSettings settings, DataFolder data, UndeliverableMail undeliverable) {
    Consumer<Mail> delivery =
        settings.toFiles() ? new FileDelivery(settings, data) : new SmtpDelivery(settings);
    return new QueuedMailer(undeliverable.orElse(delivery), Duration.ofSeconds(5));
  }
}
