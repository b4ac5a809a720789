package surety.server.posture.ground;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/// What the stand-in vendor holds: a few records of each kind, which whoever writes does change.
final class VendorRecords {

  /// What a person's last name ends in. Were it a word of tokens, the initial and it would be found
  /// where a token ends in that letter and another one follows.
  private static final String COLLEAGUE = " colleague";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String CURRENCY = "EUR";

  private final Map<String, Map<String, Map<String, Object>>> collections = new TreeMap<>();
  private long written;

  VendorRecords() {
    plant(60, "Rehearsal");
  }

  /// One record of each kind, with this mark in each text.
  synchronized void plant(int minutes, String mark) {
    collections.clear();
    LocalDate day = LocalDate.now(ZoneOffset.UTC).minusDays(1);
    Map<String, Object> client = Map.of("id", 1, "name", mark + " client", "currency", CURRENCY);
    Map<String, Object> project = Map.of("id", 1, "name", mark + " project");
    Map<String, Object> user = Map.of("id", 1, "name", mark + COLLEAGUE);
    put("projects", project(mark, client, day));
    put("invoices", invoice(mark, client, project, day));
    put("time_entries", time(mark, minutes, client, project, user, day));
    put("users", person(mark));
    put("estimates", deal(mark, client, day));
    put("bookings", booking(mark, project, user, day));
  }

  private static Map<String, Object> project(
      String mark, Map<String, Object> client, LocalDate day) {
    return record(
        Map.of(
            "name",
            mark + " project",
            "code",
            mark,
            "notes",
            mark + " project notes",
            "client",
            client,
            "is_active",
            true,
            "is_billable",
            true,
            "is_fixed_fee",
            false,
            "starts_on",
            day.minusMonths(2).toString()));
  }

  private static Map<String, Object> invoice(
      String mark, Map<String, Object> client, Map<String, Object> project, LocalDate day) {
    Map<String, Object> line =
        Map.of("id", 1, "project", project, "description", mark + " line", "amount", 1234.5);
    Map<String, Object> invoice = record(Map.of("number", mark, "client", client));
    invoice.put("subject", mark + " invoice");
    invoice.put("notes", mark + " invoice notes");
    invoice.put("state", "open");
    invoice.put("issue_date", day.toString());
    invoice.put("due_date", day.plusDays(30).toString());
    invoice.put("amount", 1234.5);
    invoice.put("tax_amount", 0);
    invoice.put("tax2_amount", 0);
    invoice.put("due_amount", 1234.5);
    invoice.put("currency", CURRENCY);
    invoice.put("line_items", List.of(line));
    return invoice;
  }

  private static Map<String, Object> time(
      String mark,
      int minutes,
      Map<String, Object> client,
      Map<String, Object> project,
      Map<String, Object> user,
      LocalDate day) {
    Map<String, Object> time =
        record(Map.of("client", client, "project", project, "user", user, "notes", mark));
    time.put("spent_date", day.toString());
    time.put("hours", minutes / 60.0);
    time.put("billable", true);
    time.put("billable_rate", 120);
    time.put("cost_rate", 70);
    time.put("is_running", false);
    time.put("is_closed", true);
    return time;
  }

  private static Map<String, Object> person(String mark) {
    Map<String, Object> person =
        record(Map.of("first_name", mark, "last_name", mark + COLLEAGUE, "is_active", true));
    person.put("weekly_capacity", 144_000);
    person.put("cost_rate", 70);
    person.put("default_hourly_rate", 120);
    return person;
  }

  private static Map<String, Object> deal(String mark, Map<String, Object> client, LocalDate day) {
    return record(
        Map.of(
            "subject",
            mark + " deal",
            "notes",
            mark + " deal notes",
            "client",
            client,
            "state",
            "sent",
            "amount",
            5000,
            "tax_amount",
            0,
            "tax2_amount",
            0,
            "currency",
            CURRENCY,
            "issue_date",
            day.toString()));
  }

  private static Map<String, Object> booking(
      String mark, Map<String, Object> project, Map<String, Object> user, LocalDate day) {
    return record(
        Map.of(
            "project",
            project,
            "user",
            user,
            "notes",
            mark + " booking",
            "kind",
            "work",
            "tentative",
            false,
            "start_date",
            day.plusDays(1).toString(),
            "end_date",
            day.plusDays(6).toString(),
            "hours_per_day",
            4));
  }

  private static Map<String, Object> record(Map<String, Object> fields) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("id", 1);
    record.putAll(new TreeMap<>(fields));
    record.put("created_at", Instant.EPOCH.toString());
    record.put("updated_at", Instant.EPOCH.toString());
    return record;
  }

  private void put(String collection, Map<String, Object> record) {
    collections
        .computeIfAbsent(collection, _ -> new TreeMap<>())
        .put(String.valueOf(record.get("id")), record);
  }

  /// A page that holds all records of a kind.
  synchronized byte[] list(String collection) {
    List<Object> all = new ArrayList<>(collections.getOrDefault(collection, Map.of()).values());
    Map<String, Object> page = new LinkedHashMap<>();
    page.put(collection, all);
    page.put("per_page", 2000);
    page.put("total_pages", 1);
    page.put("total_entries", all.size());
    page.put("links", Map.of());
    return JSON.writeValueAsBytes(page);
  }

  /// Creates, changes or deletes a record, as the method says. Whatever is written is kept.
  synchronized byte[] write(String method, String collection, String id, byte[] body) {
    Map<String, Map<String, Object>> records =
        collections.computeIfAbsent(collection, _ -> new TreeMap<>());
    if (method.equals("DELETE")) {
      records.remove(id);
    } else {
      Map<String, Object> record = records.computeIfAbsent(id, _ -> record(Map.of()));
      record.put("id", id);
      record.put("written", new String(body, StandardCharsets.UTF_8));
      record.put("updated_at", Instant.now() + " " + ++written);
    }
    return JSON.writeValueAsBytes(Map.of("id", id, "written", true));
  }

  /// A digest of all records, with their times of change.
  synchronized String digest() {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(JSON.writeValueAsBytes(collections)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK has no SHA-256", e);
    }
  }
}
