package surety.server.platform;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Lets a double click be one click: what ends something answers again as it did a moment ago to
/// the same person, although there is nothing left to end. Whoever did not end it learns nothing.
@Component
public final class Clicks {

  private final Cache<Click, String> answers =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofMinutes(1)).build();

  private record Click(UUID who, Object what) {}

  /// Acts, unless this person's same click was answered within the last minute. Of two at once the
  /// second waits for the first.
  ///
  /// @param who an account or a member
  /// @param what a name of what is ended that is never given to anything else
  /// @param act does it and gives the answer; empty where there is nothing to end
  public Optional<String> answer(UUID who, Object what, Supplier<Optional<String>> act) {
    return Optional.ofNullable(answers.get(new Click(who, what), _ -> act.get().orElse(null)));
  }
}
