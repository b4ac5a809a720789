package surety.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The records of one kind that a vendor holds, in the order in which it lists them.
///
/// Reads work on an immutable list; a write replaces the list. The rows that a filter selects are
/// kept for the next page of the same listing.
final class Table {
  private static final int KEPT_SELECTIONS = 24;

  /// Where a relation leads.
  record Relation(String table, boolean many) {}

  /// A filter parameter that the table understands.
  record Filter(String column, Condition.Comparison comparison) {}

  final String name;
  final Map<String, Relation> relations = new LinkedHashMap<>();
  final Map<String, Filter> filters = new HashMap<>();
  private List<Row> rows;
  private @Nullable Map<Long, Row> byId;
  private long nextId;
  private int changes;
  private byte @Nullable [] digest;
  private final Map<String, List<Row>> selections =
      new LinkedHashMap<>(32, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Row>> eldest) {
          return size() > KEPT_SELECTIONS;
        }
      };

  Table(String name, List<Row> rows) {
    this.name = name;
    this.rows = rows;
    this.nextId = 1_000_000 + rows.stream().mapToLong(Row::id).max().orElse(0);
    filter("id");
  }

  Table one(String relation, String table) {
    relations.put(relation, new Relation(table, false));
    return filter(relation + "_id");
  }

  Table many(String relation, String table) {
    relations.put(relation, new Relation(table, true));
    return this;
  }

  Table filter(String parameter) {
    return filter(parameter, parameter, Condition.Comparison.ANY_OF);
  }

  Table filter(String parameter, String column, Condition.Comparison comparison) {
    filters.put(parameter, new Filter(column, comparison));
    return this;
  }

  /// The rows for which all conditions hold.
  ///
  /// @param sort a column, descending with a leading minus; empty for the table's own order
  synchronized List<Row> select(List<Condition> conditions, String sort) {
    if (conditions.isEmpty() && sort.isEmpty()) {
      return rows;
    }
    return selections.computeIfAbsent(conditions + sort, _ -> compute(conditions, sort));
  }

  private List<Row> compute(List<Condition> conditions, String sort) {
    List<Row> found = new ArrayList<>();
    for (Row row : rows) {
      if (conditions.stream().allMatch(condition -> condition.holds(row))) {
        found.add(row);
      }
    }
    if (!sort.isEmpty()) {
      boolean descending = sort.startsWith("-");
      Comparator<Row> order = byColumn(descending ? sort.substring(1) : sort);
      found.sort(descending ? order.reversed() : order);
    }
    return found;
  }

  private static Comparator<Row> byColumn(String column) {
    return Comparator.comparing(
        row -> {
          String value = row.column(column);
          return value == null ? "" : value;
        });
  }

  synchronized Optional<Row> find(long id) {
    if (byId == null) {
      byId = new HashMap<>(rows.size() * 2);
      for (Row row : rows) {
        byId.put(row.id(), row);
      }
    }
    return Optional.ofNullable(byId.get(id));
  }

  synchronized long newId() {
    return nextId++;
  }

  /// Adds a row, or puts it in the place of the row with the same id.
  synchronized void put(Row row) {
    List<Row> changed = new ArrayList<>(rows);
    int index = indexOf(row.id());
    if (index < 0) {
      changed.add(row);
    } else {
      changed.set(index, row);
    }
    replace(changed);
  }

  /// Removes a row; false when there is none.
  synchronized boolean remove(long id) {
    int index = indexOf(id);
    if (index < 0) {
      return false;
    }
    List<Row> changed = new ArrayList<>(rows);
    changed.remove(index);
    replace(changed);
    return true;
  }

  private int indexOf(long id) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).id() == id) {
        return i;
      }
    }
    return -1;
  }

  private void replace(List<Row> changed) {
    rows = changed;
    changes++;
    byId = null;
    digest = null;
    selections.clear();
  }

  /// How often something was written.
  synchronized int changes() {
    return changes;
  }

  /// SHA-256 over everything that the table holds.
  synchronized byte[] digest() {
    if (digest == null) {
      MessageDigest all = sha256();
      for (Row row : rows) {
        Json json = new Json().open().put("table", name).put("id", row.id());
        row.write(json);
        relations.keySet().forEach(relation -> json.put(relation, row.related(relation)));
        all.update(json.close().toString().getBytes(StandardCharsets.UTF_8));
      }
      digest = all.digest();
    }
    return digest.clone();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
