package surety.bench.pseudonym;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import surety.pseudonym.Entity;
import surety.pseudonym.EntityKind;

/// What a firm writes: mails in English and German, and records of time entries, invoices and
/// tickets as JSON. One name in about 320 bytes; the same for the same seed.
public final class BusinessText {
  private static final String[] WORDS =
      """
      the of and to in for is that on we with it as are be this by from at you have or not will
      our was an which please can more has if when all your their they but would about should
      invoice budget hours project report quarter margin rate order contract estimate delivery
      customer release ticket team meeting review phase month week cost plan target forecast
      approved pending overdue billed planned finished started moved closed confirmed accepted
      travel expenses accounting payment discount currency schedule deadline milestone workshop
      documentation requirements infrastructure responsible implementation communication quarterly
      additional administration configuration development integration recommendation availability
      before after because during between however therefore according possible necessary already
      new open next last first second final small large current previous actual expected remaining
      send check update call discuss prepare deliver correct agree confirm decide wait follow
      die der das und ist nicht mit für auf den dem eine einen wir sie auch noch nur aber oder wenn
      wird werden wurde haben hat können soll müssen über unter zwischen wegen durch gegen nach vor
      Rechnung Stunden Auftrag Kunde Angebot Vertrag Monat Woche Bericht Zahlung Aufwand Umfang
      Rückfrage Übergabe Freigabe Abnahme Leistung Prüfung Änderung Entwicklung Besprechung
      Projektleitung Rechnungsprüfung Stundennachweis Auftragsbestätigung Kostenschätzung
      it's don't we'll he's client's year-end follow-up on-site e.g. i.e. vs. approx.
      """
          .strip()
          .split("\\s+", -1);
  private static final String[] ENDS = {". ", ". ", ", ", "; ", ": ", "? ", " - ", ".\n", ".\n\n"};
  private static final String[] STATES = {"open", "closed", "billed", "draft", "on hold"};

  private final Random random;
  private final List<Entity> entities;

  /// Writes about these entities.
  public BusinessText(long seed, List<Entity> entities) {
    this.random = new Random(seed);
    this.entities = entities;
  }

  /// Mails and notes of at least `length` characters.
  public String prose(int length) {
    StringBuilder text = new StringBuilder(length + 100);
    while (text.length() < length) {
      sentence(text, 50);
    }
    return text.toString();
  }

  /// Ordinary prose without a name.
  public String withoutNames(int length) {
    StringBuilder text = new StringBuilder(length + 100);
    while (text.length() < length) {
      sentence(text, Integer.MAX_VALUE);
    }
    return text.toString();
  }

  private void sentence(StringBuilder text, int oneIn) {
    int words = 5 + random.nextInt(12);
    for (int word = 0; word < words; word++) {
      String next =
          random.nextInt(oneIn) == 0
              ? entities.get(random.nextInt(entities.size())).name()
              : random.nextInt(25) == 0 ? number() : ordinary();
      boolean capital = word == 0 && next.charAt(0) >= 'a';
      text.append(capital ? next.substring(0, 1).toUpperCase(Locale.ROOT) : next.charAt(0));
      text.append(next, 1, next.length());
      text.append(word + 1 < words ? " " : ENDS[random.nextInt(ENDS.length)]);
    }
  }

  // Few words make up most of a text.
  private String ordinary() {
    double share = random.nextDouble();
    return WORDS[(int) (share * share * WORDS.length)];
  }

  private String number() {
    return switch (random.nextInt(4)) {
      case 0 -> String.format(Locale.ROOT, "%,.2f EUR", random.nextInt(9_000_000) / 100.0);
      case 1 -> "2026-0" + (1 + random.nextInt(9)) + "-1" + random.nextInt(10);
      case 2 -> random.nextInt(100) + " %";
      default -> String.valueOf(random.nextInt(5000));
    };
  }

  /// A JSON list of records, of at least `length` characters.
  public String records(int length) {
    StringBuilder json = new StringBuilder(length + 500).append('[');
    while (json.length() < length) {
      json.append(json.length() > 1 ? ",\n" : "");
      record(json);
    }
    return json.append(']').toString();
  }

  private void record(StringBuilder json) {
    StringBuilder note = new StringBuilder();
    sentence(note, Integer.MAX_VALUE);
    String id = random.nextInt(3) == 0 ? uuid() : "TE-2026-" + (100_000 + random.nextInt(900_000));
    Entity entity = entities.get(random.nextInt(entities.size()));
    String member = entity.kind() == EntityKind.PERSON ? "assignee" : "account";
    json.append("{\"id\":\"").append(id);
    json.append("\",\"date\":\"2026-0").append(1 + random.nextInt(9)).append("-1");
    json.append(random.nextInt(10)).append("T0").append(random.nextInt(10)).append(":15:00Z\",");
    json.append("\"").append(member).append("\":{\"id\":").append(random.nextInt(10_000));
    json.append(",\"name\":\"").append(entity.name()).append("\"},\"billable\":");
    json.append(random.nextBoolean()).append(",\"hours\":").append(random.nextInt(32) / 4.0);
    json.append(",\"rate\":{\"amount\":").append(90 + random.nextInt(90)).append(".00,");
    json.append("\"currency\":\"EUR\"},\"state\":\"").append(STATES[random.nextInt(5)]);
    json.append("\",\"note\":\"").append(note.toString().strip().replace("\n", "\\n"));
    json.append("\"}");
  }

  private String uuid() {
    return new java.util.UUID(random.nextLong(), random.nextLong()).toString();
  }

  /// A chat request in OpenAI's form whose messages hold prose and records, of about `length`
  /// bytes.
  public String chat(int length) {
    StringBuilder json = new StringBuilder(length + 1000);
    json.append("{\"model\":\"gpt-5\",\"temperature\":0.2,\"messages\":[");
    json.append("{\"role\":\"system\",\"content\":\"You answer questions about a firm's hours.\"}");
    while (json.length() < length) {
      json.append(",{\"role\":\"user\",\"content\":\"");
      quoted(prose(Math.min(2000, length / 4)), json);
      json.append("\"},{\"role\":\"tool\",\"tool_call_id\":\"call_1\",\"content\":\"");
      quoted(records(Math.min(2000, length / 4)), json);
      json.append("\"}");
    }
    return json.append("]}").toString();
  }

  private static void quoted(String text, StringBuilder json) {
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        default -> json.append(text.charAt(i));
      }
    }
  }
}
