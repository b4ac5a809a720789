package surety.server.posture.page;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.web.servlet.resource.ResourceUrlProvider;
import org.thymeleaf.ITemplateEngine;
import surety.server.connect.engine.Connectors;
import surety.server.platform.DataFolder;
import surety.server.platform.PublicAddress;
import surety.server.platform.ServerSettings;
import surety.server.posture.Posture;
import surety.server.posture.PostureSettings;
import surety.server.posture.ProbeRegistry;
import surety.server.posture.ProbeRunner;
import surety.server.posture.claim.Claims;
import surety.server.posture.record.EvidenceLedger;
import surety.server.posture.record.Running;
import surety.server.posture.view.LedgerSnapshot;

/// What the public side is put together from.
@Configuration(proxyBeanMethods = false)
class PageConfiguration {

  private static final List<String> ASSETS =
      List.of("surety.css", "posture.css", "mark.svg", "htmx.min.js", "nonce.js");
  // For one address three at once and then one in 20 seconds; for all together one in 4 seconds.
  private static final Limiter.Bucket EACH = new Limiter.Bucket(3, Duration.ofSeconds(20));
  private static final Limiter.Bucket ALL = new Limiter.Bucket(30, Duration.ofSeconds(4));

  private static final Limiter.Bucket DOWNLOADS_EACH =
      new Limiter.Bucket(6, Duration.ofSeconds(10));
  private static final Limiter.Bucket DOWNLOADS_ALL = new Limiter.Bucket(30, Duration.ofSeconds(1));

  @Bean
  Shelf shelf(EvidenceLedger ledger) {
    return new Shelf(ledger::current);
  }

  @Bean
  RunnerAttacks visitorAttacks(ProbeRegistry registry, ProbeRunner runner, Claims claims) {
    return new RunnerAttacks(registry, runner, claims);
  }

  @Bean
  LedgerSnapshot ledgerPosture(
      Shelf shelf,
      EvidenceLedger ledger,
      RunnerAttacks attacks,
      Running running,
      PublicAddress address) {
    return new LedgerSnapshot(
        shelf::refreshed,
        ledger.firstKey(),
        known -> ledger.checkpoint(known, origin(address)),
        attacks::attackOf,
        running::digests,
        version(),
        () -> address.origin().toString());
  }

  // Names the log for as long as it exists, so the port is not part of it.
  private static String origin(PublicAddress address) {
    return address.host() + "/evidence";
  }

  @Bean
  BundleFile bundleFile(
      Shelf shelf,
      EvidenceLedger ledger,
      LedgerSnapshot source,
      PageWriter writer,
      PublicAddress address,
      DataFolder data) {
    return new BundleFile(
        shelf::refreshed,
        known -> ledger.bundle(known, origin(address)),
        source::of,
        writer::report,
        data.privateFolder("bundle"));
  }

  @Bean
  Limiter downloadLimiter(Clock clock) {
    return new Limiter(clock, DOWNLOADS_EACH, DOWNLOADS_ALL);
  }

  private static String version() {
    return Optional.ofNullable(PageConfiguration.class.getPackage().getImplementationVersion())
        .orElse("of the working tree");
  }

  @Bean
  PageWriter pageWriter(ITemplateEngine templates, ResourceUrlProvider urls) {
    return new PageWriter(templates, () -> addresses(urls));
  }

  // The names with a digest of the content, known only once the context is complete.
  private static Map<String, String> addresses(ResourceUrlProvider urls) {
    return ASSETS.stream()
        .collect(
            Collectors.toMap(
                name -> name,
                name ->
                    Optional.ofNullable(urls.getForLookupPath("/assets/" + name))
                        .orElse("/assets/" + name)));
  }

  @Bean
  FrozenPages frozenPages(
      LedgerSnapshot source,
      PageWriter writer,
      RunnerAttacks attacks,
      ServerSettings server,
      PostureSettings settings,
      Environment environment,
      Connectors connectors,
      Clock clock) {
    Topology topology = Topology.of(server, environment, connectors);
    return new FrozenPages(
        source,
        snapshot ->
            PublicPages.write(snapshot, writer, topology, attacks.claims(), settings.contact()),
        clock);
  }

  @Bean(destroyMethod = "close")
  Renewal renewal(FrozenPages pages, EvidenceLedger ledger) {
    return new Renewal(pages, () -> ledger.current().head().size());
  }

  @Bean
  ProvePages provePages(FrozenPages pages, PageWriter writer) {
    return new ProvePages(pages, writer);
  }

  @Bean(destroyMethod = "close")
  ProveDesk proveDesk(RunnerAttacks attacks, Clock clock) {
    return new ProveDesk(attacks, new Limiter(clock, EACH, ALL), clock, new SecureRandom());
  }

  @Bean
  Opening opening(Renewal renewal, ProveDesk desk, Posture posture) {
    return new Opening(renewal, desk, posture);
  }

  /// Begins when the server answers: attacks go to its own listener.
  record Opening(Renewal renewal, ProveDesk desk, Posture posture) {

    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    @EventListener(ApplicationReadyEvent.class)
    void open() {
      renewal.start();
      desk.start();
      // The page lists what this build promises, even if the server does not attack itself.
      Thread.ofVirtual().name("promises").start(this::publish);
    }

    private void publish() {
      try {
        posture.publish();
      } catch (DataAccessException e) {
        LOG.warn("the promises of this build are listed once the database answers", e);
      }
    }
  }
}
