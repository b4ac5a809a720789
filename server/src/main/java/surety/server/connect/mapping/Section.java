package surety.server.connect.mapping;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// One mapping of a connector file. It remembers which keys were asked for, so that [#done] can
/// refuse all others.
///
/// A mistake ends the part that it is in. Who compiles several parts beside each other uses
/// [#tolerate], so that one mistake does not hide the next; [#check] tells them all in the end.
public final class Section {

  private static final int DEEPEST = 50;
  private static final String TOO_DEEP = "sections stand too deep in each other";

  private final String file;
  private final Node node;
  private final List<Mistake> mistakes;
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final TreeSet<String> known = new TreeSet<>();

  private Section(String file, Node node, List<Mistake> mistakes) {
    this.file = file;
    this.node = node;
    this.mistakes = mistakes;
    if (!(node instanceof MappingNode mapping)) {
      throw invalid(
          node, "a single value stands where keys are expected", "Write key: value lines");
    }
    mapping.getValue().forEach(this::add);
  }

  private void add(NodeTuple tuple) {
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      throw invalid(tuple.getKeyNode(), "a key is not a word", "Write a plain word");
    }
    if (parts.put(key.getValue(), new Part(file, tuple.getValueNode(), mistakes)) != null) {
      throw invalid(key, "key \"" + key.getValue() + "\" stands here twice", "Remove one");
    }
  }

  /// Reads a whole file.
  ///
  /// @throws ConnectorFileInvalid if the text is not YAML or not a mapping
  public static Section parse(String file, String text) {
    Node root =
        composed(file, text)
            .orElseThrow(() -> invalid(file, 1, "the file is empty", "Write a connector"));
    checkDepth(file, root, DEEPEST);
    return new Section(file, root, new ArrayList<>());
  }

  private static Optional<Node> composed(String file, String text) {
    try {
      return new Compose(LoadSettings.builder().setMaxAliasesForCollections(0).build())
          .composeString(text);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw invalid(file, line, "not YAML: " + e.getProblem(), "Correct the syntax");
    } catch (YamlEngineException e) {
      throw invalid(file, 1, "not YAML: " + e.getMessage(), "Correct the syntax");
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      // The library's answer to a file that ends within an escape.
      int last = Math.toIntExact(Math.max(1, text.lines().count()));
      throw invalid(file, last, "not YAML: the file breaks off", "Complete it");
    } catch (StackOverflowError e) {
      throw invalid(file, 1, "not YAML: " + TOO_DEEP, "Write it flatter");
    }
  }

  // Whoever reads a section reads what is in it by recursion. Aliases cannot lead back: the library
  // refuses those of anything but single values.
  private static void checkDepth(String file, Node node, int left) {
    if (left == 0) {
      throw invalid(file, line(node), TOO_DEEP, "Write it flatter");
    }
    if (node instanceof SequenceNode list) {
      list.getValue().forEach(item -> checkDepth(file, item, left - 1));
    } else if (node instanceof MappingNode keys) {
      keys.getValue().forEach(key -> checkDepth(file, key.getValueNode(), left - 1));
    }
  }

  /// What `work` compiles, or `instead` if there is a mistake in it, which is noted.
  public <T> T tolerate(Supplier<T> work, T instead) {
    try {
      return work.get();
    } catch (ConnectorFileInvalid e) {
      mistakes.addAll(e.mistakes());
      return instead;
    }
  }

  /// Ends the file.
  ///
  /// @throws ConnectorFileInvalid if a mistake was noted
  public void check() {
    if (!mistakes.isEmpty()) {
      mistakes.sort(Comparator.comparingInt(Mistake::line));
      throw new ConnectorFileInvalid(mistakes);
    }
  }

  /// The value of a key, which must be there.
  public Part require(String key) {
    return find(key).orElseThrow(() -> invalid(node, "key \"" + key + "\" is missing", "Add it"));
  }

  /// The value of a key that may be absent.
  public Optional<Part> find(String key) {
    known.add(key);
    return Optional.ofNullable(parts.get(key));
  }

  /// This section with the values of another one for the keys that it lacks.
  public Section over(Section other) {
    Section both = new Section(file, node, mistakes);
    other.parts.forEach(both.parts::putIfAbsent);
    return both;
  }

  /// All keys and values, for sections whose keys are names of the file's own.
  public Map<String, Part> all() {
    known.addAll(parts.keySet());
    return new LinkedHashMap<>(parts);
  }

  /// Notes keys that nobody asked for as mistakes.
  public void done() {
    parts.forEach(
        (key, part) -> {
          if (!known.contains(key)) {
            mistakes.add(
                new Mistake(
                    file,
                    line(part.node),
                    "unknown key \"" + key + "\"",
                    "Known here: " + String.join(", ", known)));
          }
        });
  }

  /// An error at the start of this section.
  public ConnectorFileInvalid invalid(String problem, String remedy) {
    return invalid(node, problem, remedy);
  }

  private ConnectorFileInvalid invalid(Node at, String problem, String remedy) {
    return invalid(file, line(at), problem, remedy);
  }

  private static ConnectorFileInvalid invalid(
      String file, int line, String problem, String remedy) {
    return new ConnectorFileInvalid(new Mistake(file, line, problem, remedy));
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  /// A value in a connector file: a word, a list or a section.
  public static final class Part {
    private final String file;
    private final Node node;
    private final List<Mistake> mistakes;

    Part(String file, Node node, List<Mistake> mistakes) {
      this.file = file;
      this.node = node;
      this.mistakes = mistakes;
    }

    /// Whether this is a single word, number or quoted text.
    public boolean isText() {
      return node instanceof ScalarNode;
    }

    /// Whether this is a list.
    public boolean isList() {
      return node instanceof SequenceNode;
    }

    /// The single value.
    public String text() {
      if (node instanceof ScalarNode scalar) {
        return scalar.getValue();
      }
      throw invalid("a single value is expected", "Write one word or one quoted text");
    }

    /// The single value as a whole number from 1.
    public int number() {
      String text = text();
      if (!text.matches("[1-9][0-9]{0,8}")) {
        throw invalid("\"" + text + "\" is not a whole number from 1", "Write digits");
      }
      return Integer.parseInt(text);
    }

    /// The single value as a whole number from 0.
    public int count() {
      return text().equals("0") ? 0 : number();
    }

    /// The single value as a constant of an enum, written in lower case.
    public <E extends Enum<E>> E oneOf(Class<E> type) {
      List<String> names = new ArrayList<>();
      for (E constant : type.getEnumConstants()) {
        String name = constant.name().toLowerCase(Locale.ROOT);
        if (name.equals(text())) {
          return constant;
        }
        names.add(name);
      }
      throw invalid("\"" + text() + "\" is not known", "Use one of " + String.join(", ", names));
    }

    /// The entries of a list; a single value is a list of one.
    public List<Part> items() {
      if (node instanceof SequenceNode sequence) {
        return sequence.getValue().stream().map(item -> new Part(file, item, mistakes)).toList();
      }
      return List.of(this);
    }

    /// The keys and values.
    public Section section() {
      return new Section(file, node, mistakes);
    }

    /// An error at this value.
    public ConnectorFileInvalid invalid(String problem, String remedy) {
      return Section.invalid(file, line(node), problem, remedy);
    }
  }
}
