package surety.server.operations;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import surety.server.platform.PublicAddress;

/// Says where to go once the server answers.
@Component
class ReadyNotice {

  private static final Logger log = LoggerFactory.getLogger(ReadyNotice.class);

  private final PublicAddress address;

  ReadyNotice(PublicAddress address) {
    this.address = address;
  }

  @EventListener
  void ready(ApplicationReadyEvent event) {
    log.info("Surety is ready at {}", address.origin());
  }
}
