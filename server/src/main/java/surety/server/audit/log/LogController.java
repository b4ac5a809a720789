package surety.server.audit.log;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import surety.server.audit.AccessAction;
import surety.server.audit.AccessEntry;
import surety.server.audit.AccessLog;
import surety.server.audit.AuditHandle;
import surety.server.audit.DataScope;
import surety.server.audit.Outcome;
import surety.server.audit.log.Checkpoints.Signed;
import surety.server.platform.Problem;
import surety.server.platform.Refusal;
import surety.server.workspace.Permission;
import surety.server.workspace.Requires;
import surety.server.workspace.WorkspaceScope;
import surety.translog.LogVerifier;

/// Settings, Security, Proofs: the workspace's log as a page, and as files that are verified
/// without this server.
@Controller
@RequestMapping("/w/{workspace}/security/log")
class LogController {

  private static final int SHOWN = 10;
  private static final String KIND = "log";

  private final Checkpoints checkpoints;
  private final LogExports exports;
  private final LogRows rows;
  private final AccessLog log;

  LogController(Checkpoints checkpoints, LogExports exports, LogRows rows, AccessLog log) {
    this.checkpoints = checkpoints;
    this.exports = exports;
    this.rows = rows;
    this.log = log;
  }

  /// What a browser asks for; empty fields ask for all.
  ///
  /// @param from a day such as `2026-01-31`
  /// @param to a day
  /// @param entry an entry's id, for its proof alone
  /// @param kept the size of a checkpoint that the reader kept
  record LogQuery(
      @Nullable String from, @Nullable String to, @Nullable String entry, @Nullable String kept) {

    boolean isOfDays() {
      return isGiven(from) || isGiven(to);
    }

    LocalDate firstDay() {
      return isGiven(from) ? LocalDate.parse(from) : LocalDate.EPOCH;
    }

    LocalDate lastDay() {
      return isGiven(to) ? LocalDate.parse(to) : LocalDate.of(9999, 12, 31);
    }

    List<Long> keptSizes() {
      return isGiven(kept) ? List.of(Long.parseLong(kept)) : List.of();
    }

    private static boolean isGiven(@Nullable String field) {
      return field != null && !field.isEmpty();
    }
  }

  /// A part of a log.
  ///
  /// @param end after the last entry
  /// @param days that it covers, for the trail
  private record Part(long first, long end, DataScope days) {}

  @GetMapping
  @Requires(Permission.AUDIT_VIEW)
  String page(WorkspaceScope scope, Model model) {
    log.record(scope, AccessEntry.of(AccessAction.TRAIL_READ, DataScope.all(KIND)));
    model.addAttribute("base", "/w/" + scope.workspace() + "/security");
    model.addAttribute("broken", null);
    model.addAttribute("signed", null);
    try {
      Optional<Signed> signed = checkpoints.latest(scope);
      signed.ifPresent(
          latest -> {
            model.addAttribute("signed", latest);
            model.addAttribute("key", exports.key(latest).text());
            model.addAttribute("size", latest.head().edge().size());
            model.addAttribute("checkpoints", rows.checkpoints(scope, SHOWN));
          });
    } catch (LogNotContinued e) {
      model.addAttribute("broken", e.getMessage());
    }
    return "audit/log";
  }

  /// The newest checkpoint, to be kept and compared with later.
  @GetMapping("/checkpoint")
  @Requires(Permission.AUDIT_VIEW)
  ResponseEntity<String> checkpoint(WorkspaceScope scope) {
    Signed signed = latest(scope);
    return text("checkpoint-" + signed.checkpoint().size() + ".txt", signed.note().encoded());
  }

  /// The key that signed it, in the form of a verifier key.
  @GetMapping("/key")
  @Requires(Permission.AUDIT_VIEW)
  ResponseEntity<String> key(WorkspaceScope scope) {
    try {
      return text("log-key.txt", exports.key(latest(scope)).text() + "\n");
    } catch (LogNotContinued e) {
      throw new Refusal(Problem.UNAVAILABLE);
    }
  }

  /// The program that verifies the files, without a line of this server.
  @GetMapping("/VerifyLog.java")
  @Requires(Permission.AUDIT_VIEW)
  ResponseEntity<String> program(WorkspaceScope scope) {
    return text("VerifyLog.java", LogVerifier.program());
  }

  /// The log, or a part of it, with proofs.
  @GetMapping("/file")
  @Requires(Permission.AUDIT_VIEW)
  void file(WorkspaceScope scope, LogQuery query, HttpServletResponse response) throws IOException {
    Signed signed = latest(scope);
    List<Long> kept = sizes(query);
    Part part = part(scope, query, signed.checkpoint().size());
    AuditHandle handle = log.record(scope, AccessEntry.of(AccessAction.EXPORT, part.days()));
    // As for every export: what fails from here on cuts the file off, and the file says so.
    response.setContentType("application/jsonl;charset=UTF-8");
    response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        "attachment; filename=\"log-" + part.first() + "-" + part.end() + ".jsonl\"");
    OutputStream out = response.getOutputStream();
    Outcome outcome = Outcome.FAILED;
    try {
      exports.write(scope, signed, part.first(), part.end(), kept, out);
      outcome = Outcome.COMPLETED;
    } finally {
      log.complete(handle, outcome, part.end() - part.first());
    }
  }

  private Signed latest(WorkspaceScope scope) {
    try {
      return checkpoints.latest(scope).orElseThrow(() -> new Refusal(Problem.NOT_FOUND));
    } catch (LogNotContinued e) {
      throw new Refusal(Problem.UNAVAILABLE);
    }
  }

  private static List<Long> sizes(LogQuery query) {
    try {
      return query.keptSizes();
    } catch (NumberFormatException e) {
      throw new Refusal(Problem.MALFORMED);
    }
  }

  // What a checkpoint does not cover yet, it will within a second.
  private Part part(WorkspaceScope scope, LogQuery query, long size) {
    try {
      if (LogQuery.isGiven(query.entry())) {
        long place =
            rows.place(scope, UUID.fromString(query.entry()))
                .filter(seq -> seq < size)
                .orElseThrow(() -> new Refusal(Problem.NOT_FOUND));
        return new Part(place, place + 1, DataScope.all(KIND));
      }
      if (query.isOfDays()) {
        DataScope days = DataScope.between(KIND, query.firstDay(), query.lastDay());
        long[] part =
            rows.part(scope, query.firstDay(), query.lastDay()).orElse(new long[] {size, size});
        return new Part(Math.min(part[0], size), Math.min(part[1], size), days);
      }
      return new Part(
          rows.firstKnown(scope).filter(seq -> seq < size).orElse(size), size, DataScope.all(KIND));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new Refusal(Problem.MALFORMED);
    }
  }

  private static ResponseEntity<String> text(String name, String text) {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("text/plain;charset=UTF-8"))
        .cacheControl(CacheControl.noStore())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(name).build().toString())
        .body(text);
  }
}
