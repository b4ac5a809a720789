package surety.server.posture.record;

import java.util.List;
import surety.evidence.Envelopes;

/// The envelopes as the database has them. Who asks for one after the other gets them read ahead;
/// who asks for one alone causes no more than one to be read.
final class StoredEnvelopes implements Envelopes {

  private static final int AHEAD = 500;

  private final Reader reader;
  private volatile Page page = new Page(0, List.of());

  StoredEnvelopes(Reader reader) {
    this.reader = reader;
  }

  @Override
  public byte[] of(long seq) {
    Page held = page;
    if (!held.has(seq)) {
      held = new Page(seq, reader.after(seq - 1, seq == held.end() ? AHEAD : 1));
      page = held;
    }
    if (!held.has(seq)) {
      throw new IllegalStateException("entry " + seq + " of the ledger is no longer stored");
    }
    return held.of(seq);
  }

  /// Reads what is stored.
  interface Reader {
    /// The envelopes after a number, in order.
    List<byte[]> after(long seq, int most);
  }

  private record Page(long from, List<byte[]> envelopes) {

    long end() {
      return from + envelopes.size();
    }

    boolean has(long seq) {
      return seq >= from && seq < end();
    }

    byte[] of(long seq) {
      return envelopes.get(Math.toIntExact(seq - from));
    }
  }
}
