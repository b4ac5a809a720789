package surety.sandbox;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Harvest's envelope: an array named like the resource, counts, and absolute links to other pages.
final class HarvestPages {
  private static final int MAX_PAGE = 2_000;

  private final URI base;
  private final int cap;

  HarvestPages(URI base, int cap) {
    this.base = base;
    this.cap = Math.min(cap, MAX_PAGE);
  }

  /// One page of rows.
  ///
  /// @param cursors whether the next page is named by a cursor, as for most collections, or by a
  ///     number
  String page(Request request, String name, List<Row> all, boolean cursors) {
    int size = request.number("per_page", cap);
    if (size > MAX_PAGE) {
      throw new Refused(422, "invalid", "per_page must be at most " + MAX_PAGE);
    }
    size = Math.min(size, cap);
    String cursor = cursors ? request.query().getOrDefault("cursor", "") : "";
    int page = cursor.isEmpty() ? request.number("page", 1) : decode(cursor) / size + 1;
    int from = cursor.isEmpty() ? (int) Math.min(all.size(), (page - 1L) * size) : decode(cursor);
    int to = Math.min(all.size(), from + size);
    Json json = new Json(1_000 * (1 + Math.max(0, to - from))).open().openArray(name);
    all.subList(Math.min(from, to), to).forEach(row -> element(json, name, row));
    json.closeArray();
    boolean byNumber = !cursors || request.query().containsKey("page");
    Position position =
        new Position(
            page, Math.max(1, (all.size() + size - 1) / size), size, to, all.size(), byNumber);
    envelope(json, request, position, cursor.isEmpty());
    return json.close().toString();
  }

  // The lines of a report are no records and have no id.
  private static void element(Json json, String name, Row row) {
    json.open();
    if (!name.equals("results")) {
      json.put("id", row.id());
    }
    row.write(json);
    json.close();
  }

  private record Position(int page, int pages, int size, int to, int total, boolean byNumber) {
    boolean isLast() {
      return to >= total;
    }
  }

  private void envelope(Json json, Request request, Position at, boolean showPage) {
    json.put("per_page", at.size()).put("total_pages", at.pages()).put("total_entries", at.total());
    json.put("next_page", at.byNumber() && !at.isLast() ? at.page() + 1 : null);
    json.put("previous_page", at.byNumber() && at.page() > 1 ? at.page() - 1 : null);
    json.put("page", showPage ? at.page() : null);
    json.open("links").put("first", link(request, at, "page", "1"));
    json.put("next", at.isLast() ? null : next(request, at));
    json.put(
        "previous", at.byNumber() && at.page() > 1 ? numbered(request, at, at.page() - 1) : null);
    json.put("last", numbered(request, at, at.pages())).close();
  }

  private String next(Request request, Position at) {
    return at.byNumber()
        ? numbered(request, at, at.page() + 1)
        : link(request, at, "cursor", encode(at.to()));
  }

  private String numbered(Request request, Position at, int page) {
    return link(request, at, "page", Integer.toString(page));
  }

  private String link(Request request, Position at, String name, @Nullable String value) {
    String filters =
        request.query().entrySet().stream()
            .filter(
                entry ->
                    !List.of("page", "cursor", "per_page", "access_token").contains(entry.getKey()))
            .map(HarvestPages::encoded)
            .collect(Collectors.joining());
    String path = String.join("/", request.segments());
    return base + "/" + path + "?" + name + "=" + value + "&per_page=" + at.size() + filters;
  }

  private static String encoded(Map.Entry<String, String> parameter) {
    String value = URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8);
    return "&" + URLEncoder.encode(parameter.getKey(), StandardCharsets.UTF_8) + "=" + value;
  }

  private static String encode(int offset) {
    byte[] text = ("after:" + offset).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
  }

  private static int decode(String cursor) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      if (text.matches("after:[0-9]{1,8}")) {
        return Integer.parseInt(text.substring(6));
      }
    } catch (IllegalArgumentException e) {
      throw new Refused(422, "invalid", "the cursor is not one of ours", e);
    }
    throw new Refused(422, "invalid", "the cursor is not one of ours");
  }
}
