package surety.server.connect.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import surety.sandbox.Fault;
import surety.sandbox.Firm;
import surety.sandbox.SandboxOptions;
import surety.sandbox.SandboxServer;
import surety.sandbox.Vendor;
import surety.server.connect.Fetch;
import surety.server.connect.FetchRange;
import surety.server.connect.FetchReport;
import surety.server.connect.SourceRecord;

/// Vendors that say again and again that it is too much.
@DisplayNameGeneration(ReplaceUnderscores.class)
// Servers of its own, and mostly waiting: it may run beside other classes.
@Execution(ExecutionMode.CONCURRENT)
class StormTest {

  private static final Firm FIRM = Firm.generate(3, LocalDate.of(2026, 6, 30));
  private static final FetchRange DAYS =
      FetchRange.between(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 9));

  // The limit of Salesforce is that of a day: a fetch does not wait for its end.
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SALESFORCE")
  void a_storm_of_429_delays_a_fetch_and_loses_nothing(Vendor vendor) throws IOException {
    SandboxOptions options =
        SandboxOptions.of(FIRM).withPageSizeCap(15).withLimit(9, Duration.ofMillis(900));
    try (SandboxServer patient = SandboxServer.start(SandboxOptions.of(FIRM));
        SandboxServer strict = SandboxServer.start(options);
        Reading calm = Reading.of(patient, vendor);
        Reading hurried =
            new Reading(
                vendor,
                Reading.base(strict, vendor),
                Reading.token(vendor),
                Duration.ofSeconds(90),
                Optional.of(new BudgetPlan(BudgetPlan.UNLIMITED.windows(), 2)))) {
      // The limit alone would not be met on a machine that is slow enough.
      strict.inject(Fault.tooManyRequests(Duration.ZERO));
      Fetch fetch = PagesTest.fetch(vendor);
      List<SourceRecord> records = new ArrayList<>();
      FetchReport report = hurried.fetch(fetch, PagesTest.of(fetch, DAYS), records::add);

      assertThat(PagesTest.lines(records))
          .as(report.toString())
          .isEqualTo(PagesTest.lines(calm.all(fetch, PagesTest.of(fetch, DAYS))));
      assertThat(strict.requests()).anyMatch(request -> request.status() == 429);
    }
  }
}
