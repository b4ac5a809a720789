package surety.server.audit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import surety.server.audit.AdministrationLog.Actor;

/// Tells in the administration stream when the server served. A start without the stop of the one
/// before it was a crash or a kill.
@Component
class ServerLife {

  private static final Logger LOG = LoggerFactory.getLogger(ServerLife.class);

  private final AdministrationLog log;
  private volatile boolean serving;

  ServerLife(AdministrationLog log) {
    this.log = log;
  }

  @EventListener
  void ready(ApplicationReadyEvent event) {
    record(AdministrativeAct.SERVER_START);
    serving = true;
  }

  @EventListener
  void closed(ContextClosedEvent event) {
    if (serving) {
      serving = false;
      record(AdministrativeAct.SERVER_STOP);
    }
  }

  // Serving does not hang on it: a server that cannot write entries answers no request either.
  private void record(AdministrativeAct act) {
    try {
      AccessDetail detail =
          AccessDetail.empty()
              .with("java", Runtime.version().feature())
              .with("process", ProcessHandle.current().pid());
      log.record(Actor.SERVER, act, Outcome.COMPLETED, detail);
    } catch (AuditUnavailable e) {
      LOG.error("not recorded: {}", act.label(), e);
    }
  }
}
