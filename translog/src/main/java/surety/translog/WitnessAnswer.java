package surety.translog;

/// What a witness answers to `add-checkpoint` (C2SP tlog-witness).
public sealed interface WitnessAnswer {

  /// The status of the HTTP answer.
  int status();

  /// The body of the HTTP answer; of a [Conflict] its type is `text/x.tlog.size`.
  String body();

  /// The checkpoint was recorded and cosigned.
  ///
  /// @param body signature lines
  record Cosigned(String body) implements WitnessAnswer {
    @Override
    public int status() {
      return 200;
    }
  }

  /// The checkpoint does not begin where the last cosigned one ended, or is another of its size.
  ///
  /// @param size of the last cosigned checkpoint, 0 if there is none
  record Conflict(long size) implements WitnessAnswer {
    @Override
    public int status() {
      return 409;
    }

    @Override
    public String body() {
      return size + "\n";
    }
  }

  /// Nothing was signed.
  ///
  /// @param refusal why
  record Refused(Refusal refusal) implements WitnessAnswer {
    @Override
    public int status() {
      return refusal.status;
    }

    @Override
    public String body() {
      return refusal.reason + "\n";
    }
  }

  /// Why a witness signs nothing.
  enum Refusal {
    MALFORMED(400, "not an add-checkpoint request"),
    OLD_IS_LARGER(400, "the old size is larger than the checkpoint"),
    NOT_SIGNED(403, "no signature by a key of this log"),
    UNKNOWN_LOG(404, "not a log of this witness"),
    NOT_CONSISTENT(422, "the consistency proof does not verify");

    private final int status;
    private final String reason;

    Refusal(int status, String reason) {
      this.status = status;
      this.reason = reason;
    }
  }
}
