package surety.pseudonym;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Searches a request, exactly as it would leave, for the names of a directory, in every way in
/// which its receiver could read it: SPEC-restore.md section 4.
///
/// It shares nothing with what replaces names but the directory: another algorithm, another
/// folding,
/// another reader of JSON. It fails closed: what cannot be read is not proven. Immutable, safe for
/// any thread; compiled once for each version of the directory.
public final class SecondLook {
  private static final int MOST_BODY = 64 << 20;
  private static final int MOST_HEAD = 64 << 10;
  private static final Set<String> TEXT_TYPES =
      Set.of("text/plain", "text/markdown", "text/csv", "text/html", "application/x-ndjson");
  private static final String FORM = "application/x-www-form-urlencoded";

  private final Directory base;

  /// The names of the base, then those that were added to it.
  private final List<LookNames> names;

  private final LookPolicy policy;
  private final long version;

  private SecondLook(Directory base, List<LookNames> names, LookPolicy policy, long version) {
    this.base = base;
    this.names = List.copyOf(names);
    this.policy = policy;
    this.version = version;
  }

  /// Compiles the names of a directory. Nothing unreadable is allowed.
  public static SecondLook of(Directory directory) {
    LookPolicy strict =
        new LookPolicy(Set.of(), Set.of(), _ -> false, EnumSet.allOf(LookView.class));
    LookNames names = new LookNames(directory.base()::forEachForm);
    return new SecondLook(directory.base(), List.of(names), strict, directory.version())
        .following(directory);
  }

  /// The same look, with the same allowances, for another version of the directory. If that was
  /// made
  /// by adding to it ([Directory#with(long, List)]) only what was added is compiled.
  public SecondLook following(Directory changed) {
    if (changed.base() != base) {
      SecondLook anew = of(changed);
      return new SecondLook(anew.base, anew.names, policy, anew.version);
    }
    List<LookNames> all = new ArrayList<>(List.of(names.getFirst()));
    if (changed != base) {
      all.add(new LookNames(changed::forEachAddedForm));
    }
    return new SecondLook(base, all, policy, changed.version());
  }

  /// The same look that lets these attachments pass unread.
  public SecondLook allowing(Set<Attachment> attachments) {
    return with(
        new LookPolicy(
            Set.copyOf(attachments), policy.vouched(), policy.relayed(), policy.views()));
  }

  /// The same look that does not search strings which are exactly one of these: words of the
  /// caller's own, such as the names of models.
  public SecondLook vouching(Set<String> words) {
    return with(
        new LookPolicy(policy.attachments(), Set.copyOf(words), policy.relayed(), policy.views()));
  }

  /// The same look that lets opaque data pass which came from the provider in this conversation.
  public SecondLook relaying(Predicate<String> cameFromProvider) {
    return with(
        new LookPolicy(policy.attachments(), policy.vouched(), cameFromProvider, policy.views()));
  }

  /// For tests alone: leaves out an encoding.
  SecondLook without(LookView view) {
    Set<LookView> views = new HashSet<>(policy.views());
    views.remove(view);
    return with(new LookPolicy(policy.attachments(), policy.vouched(), policy.relayed(), views));
  }

  private SecondLook with(LookPolicy changed) {
    return new SecondLook(base, names, changed, version);
  }

  /// Looks at a request. Whatever goes wrong, the answer is no proof.
  public Look look(Outgoing request) {
    try {
      examine(request);
      return new ProvenBody(request, version);
    } catch (LookRefused refused) {
      return refused.answer();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return new Unproven(Unproven.Reason.FAILED, "request");
    }
  }

  private void examine(Outgoing request) {
    if (request.body().length > MOST_BODY || request.path().length() > MOST_HEAD) {
      throw LookRefused.because(Unproven.Reason.TOO_LARGE, "body");
    }
    LookSearch search = new LookSearch(names, policy, request.body().length);
    path(request.path(), search);
    headers(request.headers(), search);
    if (request.body().length > 0) {
      body(request, search);
    }
  }

  private void path(String path, LookSearch search) {
    if (!LookWire.PATHS.contains(path) && !policy.vouched().contains(path)) {
      search.search(text(path), "path");
    }
  }

  private static void headers(Map<String, String> headers, LookSearch search) {
    LookText all = new LookText(0);
    headers.forEach(
        (name, value) -> {
          if (!LookWire.HEADERS.contains(name)) {
            append(all, name);
            append(all, value);
          }
        });
    search.search(all, "headers");
  }

  private static LookText text(String text) {
    LookText read = new LookText(text.length());
    append(read, text);
    return read;
  }

  private static void append(LookText all, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    all.addUtf8(bytes, 0, bytes.length);
    all.part();
  }

  private void body(Outgoing request, LookSearch search) {
    LookBody body = LookBody.of(request, policy);
    if (isJson(body.mediaType())) {
      json(body.bytes(), search);
    } else if (TEXT_TYPES.contains(body.mediaType()) || body.mediaType().equals(FORM)) {
      LookText text = new LookText(body.bytes().length);
      if (!text.addUtf8(body.bytes(), 0, body.bytes().length)) {
        throw LookRefused.because(Unproven.Reason.UNREADABLE_BODY, "body/text");
      }
      search.search(text, "body/text");
    } else {
      throw LookRefused.because(Unproven.Reason.UNKNOWN_CONTENT_TYPE, "body");
    }
  }

  private static boolean isJson(String mediaType) {
    return mediaType.equals("application/json")
        || (mediaType.toLowerCase(Locale.ROOT).startsWith("application/")
            && mediaType.endsWith("+json"));
  }

  private void json(byte[] body, LookSearch search) {
    LookStrings strings = new LookStrings(policy, body.length);
    new LookJson(body, strings).read();
    search.searchValues(strings.values(), strings.channels(), LookStrings.VIEW);
    search.search(strings.names(), LookStrings.VIEW + "/names");
  }

  /// Shows the version alone.
  @Override
  public String toString() {
    return "SecondLook[directory version " + version + "]";
  }
}
