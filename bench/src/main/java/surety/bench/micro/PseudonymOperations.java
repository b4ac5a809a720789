package surety.bench.micro;

import com.hankcs.algorithm.AhoCorasickDoubleArrayTrie;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ahocorasick.trie.Trie;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import surety.bench.pseudonym.BusinessText;
import surety.bench.pseudonym.Firm;
import surety.pseudonym.Conversation;
import surety.pseudonym.Directory;
import surety.pseudonym.Look;
import surety.pseudonym.Outgoing;
import surety.pseudonym.ProvenBody;
import surety.pseudonym.Pseudonymized;
import surety.pseudonym.SecondLook;
import surety.pseudonym.TokenKey;
import surety.pseudonym.TokenStyle;

/// Replacing the names of a made-up firm in what it writes, and what a Java program could search
/// with instead, on the same text. The peers only search, for the canonical names alone.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PseudonymOperations {
  /// Bytes of UTF-8, about, that every operation but [#regex()] reads.
  public static final int LENGTH = 1 << 20;

  /// Bytes of UTF-8, about, that [#regex()] reads.
  public static final int REGEX_LENGTH = 1 << 12;

  /// A workspace has one key, so that its tokens are the same in every conversation.
  private static final TokenKey KEY = TokenKey.of(new byte[32]);

  private static final String PATH = "/v1/chat/completions";
  private static final Map<String, String> JSON = Map.of("content-type", "application/json");

  /// Size of the directory.
  @Param("10000")
  public int entities = 10_000;

  /// What is read: `prose` or `json`.
  @Param("prose")
  public String text = "prose";

  private String source = "";
  private String chat = "";
  private byte[] utf8 = new byte[0];
  private Directory directory = Directory.builder().build();
  private SecondLook look = SecondLook.of(directory);
  private Outgoing replaced = Outgoing.of(PATH, JSON, utf8);
  private int[] table = new int[0];

  /// Makes up firm and text.
  @Setup
  public void setUp() {
    Firm firm = new Firm(7, entities);
    BusinessText written = new BusinessText(5, firm.entities());
    source = text.equals("json") ? written.records(LENGTH) : written.prose(LENGTH);
    chat = written.chat(LENGTH);
    utf8 = source.getBytes(StandardCharsets.UTF_8);
    directory = firm.directory();
    look = SecondLook.of(directory);
    replaced = request(Conversation.begin(directory, TokenStyle.STABLE, KEY).chat(chat));
    table = new int[1 << 16];
    for (int i = 0; i < table.length; i++) {
      table[i] = (i * 31 & 0xFF) << 8;
    }
  }

  private static Outgoing request(Pseudonymized<String> body) {
    return Outgoing.of(PATH, JSON, body.payload().getBytes(StandardCharsets.UTF_8));
  }

  /// Bytes of the text.
  public int bytes() {
    return utf8.length;
  }

  /// One load for each byte, each dependent on the one before: the least that an automaton does.
  @Benchmark
  public int tableWalk() {
    int state = 0;
    for (byte letter : utf8) {
      state = table[state | letter & 0xFF];
    }
    return state;
  }

  /// Every name of the text replaced.
  @Benchmark
  public Pseudonymized<String> rewrite() {
    Conversation conversation = Conversation.begin(directory, TokenStyle.STABLE, KEY);
    return text.equals("json") ? conversation.json(source) : conversation.text(source);
  }

  /// A request that was replaced, searched again as it would leave.
  @Benchmark
  public Look secondLook() {
    return look.look(replaced);
  }

  /// A chat request parsed, replaced, written, searched again.
  @Benchmark
  public Look wholePath() {
    Look seen =
        look.look(request(Conversation.begin(directory, TokenStyle.STABLE, KEY).chat(chat)));
    if (!(seen instanceof ProvenBody)) {
      throw new IllegalStateException("a request was not proven: " + seen);
    }
    return seen;
  }

  /// The names that peers look for.
  @State(Scope.Benchmark)
  public static class Peers {
    private final AhoCorasickDoubleArrayTrie<String> doubleArray =
        new AhoCorasickDoubleArrayTrie<>();
    private Trie trie = Trie.builder().build();
    private Pattern pattern = Pattern.compile("");

    /// Builds each peer from the same names.
    @Setup
    public void setUp(PseudonymOperations operations) {
      List<String> names =
          new Firm(7, operations.entities).entities().stream().map(e -> e.name()).toList();
      Map<String, String> byName = new TreeMap<>();
      names.forEach(name -> byName.put(name.toLowerCase(Locale.ROOT), name));
      doubleArray.build(byName);
      trie = Trie.builder().ignoreCase().onlyWholeWords().addKeywords(names).build();
      pattern =
          Pattern.compile(
              names.stream().map(Pattern::quote).collect(Collectors.joining("|")),
              Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
  }

  /// hankcs' double-array Aho-Corasick, with the decoding and lower-casing that it needs.
  @Benchmark
  public int doubleArray(Peers peers) {
    int[] found = new int[1];
    AhoCorasickDoubleArrayTrie.IHit<String> count = (begin, end, value) -> found[0]++;
    String lower = new String(utf8, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
    peers.doubleArray.parseText(lower, count);
    return found[0];
  }

  /// robert-bor's Aho-Corasick, without regard to case, whole words.
  @Benchmark
  public int trie(Peers peers) {
    return peers.trie.parseText(new String(utf8, StandardCharsets.UTF_8)).size();
  }

  /// An alternation of all names with `java.util.regex`, on the beginning of the text.
  @Benchmark
  public int regex(Peers peers) {
    Matcher matcher = peers.pattern.matcher(source).region(0, REGEX_LENGTH);
    int found = 0;
    while (matcher.find()) {
      found++;
    }
    return found;
  }
}
