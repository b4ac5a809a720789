package surety.server.audit;

/// The statements that read a part of a trail, from new to old.
///
/// A part is found by the place of the entry before it, in an index whose order is the part's
/// order, and ends after so many entries: each costs the same, whatever is looked for and however
/// rare it is. The comparison of `at` alone repeats what the comparison of the pair says, because
/// only the former lets the database skip partitions.
///
/// The last entry of a part is always there, so that the next part begins behind it; `matched` says
/// whether it was asked for.
final class TrailSql {

  /// Stands for the condition of a filter.
  static final String CONDITION = "(true)";

  /// Changes are large at times, and a part ends where they are too much together: as many bytes as
  /// they may come to as text. What is stored compressed comes to a multiple.
  static final long HEAVIEST = 16L << 20;

  private static final String NAMED =
      """
        LEFT JOIN workspace.member m ON m.id = e.principal
        LEFT JOIN workspace.support_grant g ON g.id = e.principal
        LEFT JOIN identity.api_key k ON k.id = e.principal
       ORDER BY e.at DESC, e.id DESC
      """;

  private static final String PLACE =
      """
      at >= :begin AND at < :end AND at <= :at AND (at, id) < (:at, :id)
      ORDER BY at DESC, id DESC
      LIMIT :most
      """;

  /// Access entries.
  static final String ACCESSES =
      """
      SELECT e.*, coalesce(m.email, g.email, k.name) AS email
        FROM (SELECT s.*, (true) AS matched, s.n = :most AS last
                FROM (SELECT at, id, accessor, principal, action, data_kind, first_day, last_day,
                             connection_id, record_count, outcome, completes, detail,
                             row_number() OVER (ORDER BY at DESC, id DESC) AS n
                        FROM audit.access
                       WHERE %s) s
               WHERE s.n = :most OR (true)
               ORDER BY s.at DESC, s.id DESC
               LIMIT :limit) e
      """
              .formatted(PLACE)
          + NAMED;

  private static final String CHANGES =
      """
      SELECT e.at, e.id, e.accessor, e.principal, e.table_name, e.operation, e.matched, e.last,
             coalesce(m.email, g.email, k.name) AS email,
             %s
        FROM (SELECT s.*, (true) AS matched, s.n = :most OR s.weight > :heaviest AS last
                FROM (SELECT c.*, row_number() OVER newest AS n, sum(own) OVER newest AS weight
                        FROM (SELECT at, id, accessor, principal, table_name, operation,
                                     row_before, row_after, size * CASE WHEN size < 4000 THEN 1
                                                                        ELSE 20 END AS own
                                FROM audit.change,
                                     LATERAL (SELECT coalesce(pg_column_size(row_before), 0)
                                                     + coalesce(pg_column_size(row_after), 0)
                                                     AS size) stored
                               WHERE %s) c
                      WINDOW newest AS (ORDER BY at DESC, id DESC ROWS UNBOUNDED PRECEDING)) s
               WHERE CASE WHEN s.weight - s.own > :heaviest THEN false
                          ELSE s.n = :most OR s.weight > :heaviest OR (true) END
               ORDER BY s.at DESC, s.id DESC
               LIMIT :limit) e
      """;

  /// Change entries with the rows before and after, whole.
  static final String CHANGES_WHOLE = CHANGES.formatted("e.row_before, e.row_after", PLACE) + NAMED;

  /// Change entries with what differs, and of each value no more than `:shown` characters.
  static final String CHANGES_SHOWN =
      CHANGES.formatted(
              """
              left(coalesce(r.young ->> 'email', r.young ->> 'name', r.young ->> 'label',
                            r.young ->> 'title'), 200) AS title,
              (SELECT json_agg(json_build_object(
                          'name', f.name,
                          'before', left(b.text, :shown), 'beforeLength', length(b.text),
                          'after', left(a.text, :shown), 'afterLength', length(a.text)))
                 FROM jsonb_object_keys(coalesce(e.row_before, '{}') || coalesce(e.row_after, '{}'))
                      AS f (name),
                      LATERAL (SELECT e.row_before -> f.name #>> '{}' AS text) b,
                      LATERAL (SELECT e.row_after -> f.name #>> '{}' AS text) a
                WHERE f.name <> 'workspace_id'
                  AND coalesce(e.row_before -> f.name, 'null')
                      <> coalesce(e.row_after -> f.name, 'null')
              ) AS fields\
              """,
              PLACE)
          + """
            CROSS JOIN LATERAL (SELECT coalesce(e.row_after, e.row_before) AS young) r
          """
          + NAMED;

  /// The days that a trail has room for: the oldest partition's name ends with its day.
  static final String OLDEST_DAY =
      """
      SELECT to_date(min(right(c.relname, 8)), 'YYYYMMDD')
        FROM pg_catalog.pg_inherits i
        JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
       WHERE i.inhparent = CAST(:table AS regclass) AND c.relname ~ '_[0-9]{8}$'
      """;

  private TrailSql() {}
}
