package surety.server.audit.log;

import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import surety.server.audit.log.SequencerRows.Edges;
import surety.server.audit.log.SequencerRows.Position;
import surety.translog.Salt;

/// Gives committed entries their places in the logs: in the order of their transactions, without
/// gaps, each once.
///
/// An entry is taken when every transaction that began before its own has ended, so none can turn
/// up later before it. Reading, computing and writing are one transaction, which fails if another
/// server did the same meanwhile; a server that dies leaves nothing half done.
@Component
class Sequencer {

  private static final Logger LOG = LoggerFactory.getLogger(Sequencer.class);

  // A batch of leaves takes some hundred bytes each, whatever the entries hold.
  private static final int MOST = 20_000;

  private final SequencerRows rows;
  private final int most;
  private final SecureRandom random = new SecureRandom();

  @Autowired
  Sequencer(SequencerRows rows) {
    this(rows, MOST);
  }

  /// @param most entries that are sequenced in one transaction
  Sequencer(SequencerRows rows, int most) {
    this.rows = rows;
    this.most = most;
  }

  /// Sequences what there is, until nothing is left.
  ///
  /// @return how many entries
  long sequence() {
    return untilLess(() -> rows.asServer(this::next));
  }

  /// Sequences the entries of a day that were passed over: those from before there were logs, and
  /// those that a moved clock hid.
  ///
  /// @return how many
  long sweep(LocalDate day) {
    return untilLess(() -> rows.asServer(client -> nextOf(client, day)));
  }

  /// Sweeps every day that is kept.
  ///
  /// @return how many entries
  long sweepAll() {
    return rows.asServer(SequencerRows::days).stream().mapToLong(this::sweep).sum();
  }

  private long untilLess(java.util.function.IntSupplier batch) {
    long all = 0;
    for (int done = batch.getAsInt(); ; done = batch.getAsInt()) {
      all += done;
      if (done < most) {
        return all;
      }
    }
  }

  private int next(JdbcClient client) {
    Position position = SequencerRows.position(client);
    if (position.until() < position.upto()) {
      // The database was restored into another cluster, which counts its transactions anew.
      return nextOf(client, LocalDate.now(ZoneOffset.UTC));
    }
    List<NewLeaf> leaves = new ArrayList<>();
    SequencerRows.unsequenced(client, position, most, row -> leaves.add(leaf(row)));
    if (leaves.isEmpty()) {
      return 0;
    }
    // The last transaction may have more entries than were read; the rest of them is next.
    long after = leaves.size() < most ? position.until() : leaves.getLast().xid();
    return append(client, position, after, leaves);
  }

  private int nextOf(JdbcClient client, LocalDate day) {
    Position position = SequencerRows.position(client);
    List<NewLeaf> leaves = new ArrayList<>();
    SequencerRows.unsequencedOf(client, day, position, most, row -> leaves.add(leaf(row)));
    return leaves.isEmpty() ? 0 : append(client, position, position.upto(), leaves);
  }

  private NewLeaf leaf(java.sql.ResultSet row) throws java.sql.SQLException {
    return NewLeaf.of(row, Salt.draw(random));
  }

  // A log that is broken gets no more entries, and does not keep others from theirs.
  private static int append(
      JdbcClient client, Position position, long after, List<NewLeaf> leaves) {
    Set<UUID> workspaces = new LinkedHashSet<>();
    leaves.forEach(leaf -> workspaces.add(leaf.workspace()));
    Edges logs = SequencerRows.edges(client, workspaces);
    logs.broken().forEach(log -> LOG.error("the log of workspace {} is broken", log));
    List<NewLeaf> whole =
        leaves.stream().filter(leaf -> !logs.broken().contains(leaf.workspace())).toList();
    Growth growth = new Growth(whole, logs.edges());
    return SequencerRows.append(client, position, after, growth) ? whole.size() : 0;
  }
}
