package surety.sandbox;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A possible sale.
///
/// @param value null when nobody entered it
/// @param probabilityPercent chance to win, 0 to 100, null when nobody entered it
/// @param stageId one of [Firm#stages]
/// @param expectedCloseOn may lie in the past for a neglected deal; null when nobody entered it
/// @param closedOn the day on which it was won or lost, null while open
public record Deal(
    long id,
    String name,
    long clientId,
    State state,
    @Nullable Money value,
    @Nullable Integer probabilityPercent,
    long stageId,
    LocalDate createdOn,
    @Nullable LocalDate expectedCloseOn,
    @Nullable LocalDate closedOn,
    long ownerId) {

  /// Where the deal stands.
  public enum State {
    OPEN,
    WON,
    LOST
  }

  /// A step of the pipeline.
  ///
  /// @param position from 1
  /// @param probabilityPercent what a deal in this stage starts with
  public record Stage(long id, String name, int position, State state, int probabilityPercent) {}

  Deal expecting(@Nullable Integer percent, @Nullable LocalDate close) {
    return new Deal(
        id, name, clientId, state, value, percent, stageId, createdOn, close, closedOn, ownerId);
  }

  /// What a quote tells of it: neither chance nor close.
  Deal asQuote() {
    return new Deal(
        id, name, clientId, state, value, null, stageId, createdOn, null, null, ownerId);
  }

  Deal worth(@Nullable Money amount) {
    return new Deal(
        id,
        name,
        clientId,
        state,
        amount,
        probabilityPercent,
        stageId,
        createdOn,
        expectedCloseOn,
        closedOn,
        ownerId);
  }
}
