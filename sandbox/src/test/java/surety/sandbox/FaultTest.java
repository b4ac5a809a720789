package surety.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FaultTest {
  private static final Firm FIRM = Firm.generate(1, LocalDate.of(2026, 3, 18));

  private static SandboxServer start() throws IOException {
    return SandboxServer.start(SandboxOptions.of(FIRM));
  }

  @Test
  void a_limit_is_answered_with_429_and_the_seconds_to_wait() throws Exception {
    SandboxOptions options = SandboxOptions.of(FIRM).withLimit(3, Duration.ofMillis(1_500));
    try (SandboxServer sandbox = SandboxServer.start(options)) {
      Wire wire = Wire.harvest(sandbox, Tokens.HARVEST_FULL);
      for (int i = 0; i < 3; i++) {
        assertThat(wire.get("/company").statusCode()).isEqualTo(200);
      }
      HttpResponse<String> refused = wire.get("/company");
      assertThat(refused.statusCode()).isEqualTo(429);
      long seconds = refused.headers().firstValueAsLong("Retry-After").orElseThrow();
      assertThat(seconds).isBetween(1L, 2L);
      Thread.sleep(Duration.ofSeconds(seconds));
      assertThat(wire.get("/company").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void the_published_limit_of_Productive_is_100_in_10_seconds() throws Exception {
    try (SandboxServer sandbox = SandboxServer.start(SandboxOptions.of(FIRM).withRateLimits())) {
      Wire wire = Wire.productive(sandbox, Tokens.PRODUCTIVE_FULL);
      int answered = 0;
      while (wire.get("/events").statusCode() == 200) {
        answered++;
      }
      assertThat(answered).isEqualTo(100);
    }
  }

  @Test
  void a_fault_hits_as_often_and_where_it_should() throws Exception {
    try (SandboxServer sandbox = start()) {
      Wire productive = Wire.productive(sandbox, Tokens.PRODUCTIVE_FULL);
      Wire harvest = Wire.harvest(sandbox, Tokens.HARVEST_FULL);
      sandbox.inject(Fault.status(500).on("/invoices").at(Vendor.PRODUCTIVE).times(2));
      assertThat(harvest.get("/invoices").statusCode()).isEqualTo(200);
      assertThat(productive.get("/people").statusCode()).isEqualTo(200);
      assertThat(productive.get("/invoices").statusCode()).isEqualTo(500);
      assertThat(productive.get("/invoices").statusCode()).isEqualTo(500);
      assertThat(productive.get("/invoices").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void an_endless_fault_ends_when_faults_are_cleared() throws Exception {
    try (SandboxServer sandbox = start()) {
      Wire wire = Wire.harvest(sandbox, Tokens.HARVEST_FULL);
      sandbox.inject(Fault.status(403).on("/invoices").always());
      for (int i = 0; i < 5; i++) {
        assertThat(wire.get("/invoices").statusCode()).isEqualTo(403);
      }
      sandbox.clearFaults();
      assertThat(wire.get("/invoices").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void a_throttle_a_maintenance_page_and_a_redirect_are_answered_as_given() throws Exception {
    try (SandboxServer sandbox = start()) {
      Wire wire = Wire.harvest(sandbox, Tokens.HARVEST_FULL);
      sandbox.inject(Fault.tooManyRequests(Duration.ofSeconds(7)));
      sandbox.inject(Fault.maintenancePage());
      sandbox.inject(Fault.pageInsteadOfJson());
      sandbox.inject(Fault.redirect(URI.create("http://elsewhere.example/")));
      assertThat(wire.get("/users").headers().firstValue("Retry-After")).contains("7");
      HttpResponse<String> page = wire.get("/users");
      assertThat(page.statusCode()).isEqualTo(503);
      assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
      assertThat(wire.get("/users").body()).startsWith("<!doctype html>");
      assertThat(wire.get("/users").headers().firstValue("Location"))
          .contains("http://elsewhere.example/");
    }
  }

  @Test
  void a_body_can_come_slowly_or_break_off() throws Exception {
    try (SandboxServer sandbox = start()) {
      Wire wire = Wire.harvest(sandbox, Tokens.HARVEST_FULL);
      sandbox.inject(Fault.slowBody(Duration.ofMillis(400)));
      long start = System.nanoTime();
      assertThat(Wire.JSON.readTree(wire.get("/users").body()).path("users")).hasSize(25);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(350));
      sandbox.inject(Fault.truncatedBody());
      assertThatIOException().isThrownBy(() -> wire.get("/users"));
      assertThat(wire.get("/users").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void a_next_link_can_lead_elsewhere() throws Exception {
    try (SandboxServer sandbox = start()) {
      sandbox.inject(Fault.nextUrl("http://169.254.169.254/latest"));
      Wire wire = Wire.harvest(sandbox, Tokens.HARVEST_FULL);
      assertThat(wire.json("/invoices", "per_page", "10").path("links").path("next").asString())
          .isEqualTo("http://169.254.169.254/latest");
    }
  }

  @Test
  void latency_delays_each_answer() throws Exception {
    SandboxOptions slow = SandboxOptions.of(FIRM).withLatency(Duration.ofMillis(120));
    try (SandboxServer sandbox = SandboxServer.start(slow)) {
      long start = System.nanoTime();
      Wire.harvest(sandbox, Tokens.HARVEST_FULL).get("/company");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(115));
    }
  }

  @Test
  void pages_can_be_capped() throws Exception {
    try (SandboxServer sandbox = SandboxServer.start(SandboxOptions.of(FIRM).withPageSizeCap(7))) {
      Wire wire = Wire.productive(sandbox, Tokens.PRODUCTIVE_FULL);
      assertThat(wire.json("/projects", "page[size]", "200").path("data")).hasSize(7);
      assertThat(Wire.harvest(sandbox, Tokens.HARVEST_FULL).linked("projects")).hasSize(40);
    }
  }

  @Test
  void canaries_are_on_the_wire() throws Exception {
    try (SandboxServer sandbox =
        SandboxServer.start(SandboxOptions.of(FIRM).canary("kestrel4711"))) {
      String productive =
          Wire.productive(sandbox, Tokens.PRODUCTIVE_FULL)
              .get("/deals", "filter[type]", "1", "include", "company", "page[size]", "200")
              .body();
      assertThat(productive).contains("kestrel4711deal", "kestrel4711client");
      for (String canary : sandbox.firm().canaries()) {
        assertThat(canary).matches("[A-Za-z0-9]+");
      }
      String digits =
          sandbox.firm().canaries().stream()
              .filter(c -> c.matches("[0-9]+"))
              .findFirst()
              .orElseThrow();
      assertThat(productive).contains(digits + "00");
      assertThat(Wire.harvest(sandbox, Tokens.HARVEST_FULL).get("/estimates").body())
          .contains(digits + ".0");
    }
  }
}
