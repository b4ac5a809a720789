package surety.server.workspace;

import java.time.Duration;
import org.springframework.stereotype.Component;
import surety.server.platform.Refusal;

/// Counts requests in the database, so that several servers share one count and a restart forgets
/// nothing.
@Component
public class RateLimits {

  private final ControlDatabase database;

  RateLimits(ControlDatabase database) {
    this.database = database;
  }

  /// Takes one permit.
  ///
  /// @param limit how many there are
  /// @param subject who asks, for instance an address; only its hash is kept
  /// @throws Refusal if none is left, with the time until there is one
  public void take(Limit limit, String subject) {
    double wait =
        database.run(
            client ->
                client
                    .sql(
                        """
                        SELECT extract(epoch FROM
                                 sec.take_permit(?, ?, make_interval(secs => ?)))::float8
                        """)
                    .param(1, limit.name() + ' ' + subject)
                    .param(2, limit.burst())
                    .param(3, (double) limit.refill().toSeconds())
                    .query(Double.class)
                    .single());
    if (wait > 0) {
      throw Refusal.tooMany(Duration.ofSeconds((long) Math.ceil(wait)));
    }
  }

  /// A bucket of permits for each subject.
  ///
  /// @param name tells apart the buckets of one subject
  /// @param burst how many permits a full bucket holds
  /// @param refill how long until one comes back, whole seconds
  public record Limit(String name, int burst, Duration refill) {}
}
