package surety.pseudonym;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The entities that a workspace knows, at one version. Immutable and safe for any thread; compiled
/// once, shared by all conversations of the workspace.
public final class Directory {
  private final long version;
  private final List<Entity> entities;
  private final Set<Rule> rules;
  private final Set<TokenKind> patterns;
  private final List<PatternSearch> searchers;
  private final Fold fold;
  private final FormLayers forms;
  private final CoinedTokens coined;

  /// What was compiled together, and what was added since.
  private final @Nullable Directory base;

  private final List<Entity> added;

  private Directory(Builder builder) {
    this.version = builder.version;
    this.entities = List.copyOf(builder.entities);
    this.rules = Set.copyOf(builder.rules);
    this.patterns = Set.copyOf(builder.patterns);
    this.searchers = List.copyOf(builder.searchers);
    this.fold = Fold.of(rules);
    this.base = null;
    this.added = List.of();
    this.forms = new FormLayers(compile(entities, true));
    this.coined = new CoinedTokens(entities.size());
  }

  private Directory(Directory base, long version, List<Entity> added) {
    List<Entity> all = new ArrayList<>(base.entities);
    all.addAll(added);
    this.version = version;
    this.entities = List.copyOf(all);
    this.rules = base.rules;
    this.patterns = base.patterns;
    this.searchers = base.searchers;
    this.fold = base.fold;
    this.base = base;
    this.added = List.copyOf(added);
    this.forms = new FormLayers(base.forms.layer(0), compile(this.added, false));
    this.coined = new CoinedTokens(entities.size());
  }

  private FormIndex compile(List<Entity> compiled, boolean withTokenWords) {
    FormTable table = new FormTable();
    Skeleton skeleton = new Skeleton(fold, Entity.MAX_NAME_LENGTH);
    char[] text = new char[2 * Entity.MAX_NAME_LENGTH];
    if (withTokenWords) {
      for (Map.Entry<String, TokenKind> word : TokenWords.kinds().entrySet()) {
        skeleton.fold(word.getKey().toCharArray(), 0, word.getKey().length());
        table.add(skeleton, ~word.getValue().ordinal(), FormRule.NAME, FormClass.STRONG);
      }
    }
    for (int owner = 0; owner < compiled.size(); owner++) {
      int ownedBy = owner;
      Forms.of(
          compiled.get(owner),
          rules,
          form -> {
            String written = form.text();
            char[] letters = written.length() <= text.length ? text : written.toCharArray();
            written.getChars(0, written.length(), letters, 0);
            skeleton.fold(letters, 0, written.length());
            table.add(skeleton, ownedBy, form.rule(), form.formClass());
          });
    }
    table.trim();
    FormFiling filing = new FormFiling(table, rules.contains(Rule.INSIDE_WORDS));
    return new FormIndex(table, filing, compiled);
  }

  /// This directory with further entities, which are found at once.
  ///
  /// Only what was added since the last whole compilation is compiled, so that one more entity
  /// costs
  /// a few milliseconds, however many there are. With thousands of them added a search takes
  /// longer;
  /// [#merged()] compiles everything together. If an added entity shares a form with an earlier one
  /// the form stays the earlier one's.
  ///
  /// @throws IllegalArgumentException if an id is there already
  public Directory with(long version, List<Entity> further) {
    Set<String> ids = new HashSet<>();
    further.forEach(entity -> requireNew(ids.add(entity.id()), entity));
    entities.forEach(entity -> requireNew(!ids.contains(entity.id()), entity));
    List<Entity> all = new ArrayList<>(added);
    all.addAll(further);
    return new Directory(base(), version, all);
  }

  private static void requireNew(boolean isNew, Entity entity) {
    if (!isNew) {
      throw new IllegalArgumentException("two entities have the id " + entity.id());
    }
  }

  /// The same entities, compiled together.
  public Directory merged() {
    if (base == null) {
      return this;
    }
    Builder builder = new Builder().version(version).patterns(patterns).rules(rules);
    searchers.forEach(builder::search);
    entities.forEach(builder::add);
    return builder.build();
  }

  /// What this directory was made of by adding; itself if nothing was added.
  Directory base() {
    return base == null ? this : base;
  }

  /// Hands every form of the entities that were added since [#base()] to `reader`.
  void forEachAddedForm(Consumer<Form> reader) {
    for (Entity entity : added) {
      Forms.of(entity, rules, reader);
    }
  }

  /// Collects entities.
  public static Builder builder() {
    return new Builder();
  }

  /// The version that the builder was given.
  public long version() {
    return version;
  }

  /// All entities, in the order in which they were added.
  public List<Entity> entities() {
    return entities;
  }

  /// Hands every declared form of every entity to `reader`. Forms are derived anew by each call, so
  /// that nobody has to keep them. The same text may come for several entities.
  public void forEachForm(Consumer<Form> reader) {
    for (Entity entity : entities) {
      Forms.of(entity, rules, reader);
    }
  }

  /// Whether a form of any entity stands in a token.
  ///
  /// @param folded the token
  boolean isFoundIn(String token, Skeleton folded) {
    return forms.mayStandIn(folded, 1) && isFoundIn(token);
  }

  private boolean isFoundIn(String text) {
    Matches found = new Matches();
    new Matcher(this, text.toCharArray(), text.length(), found).find();
    for (int i = 0; i < found.count(); i++) {
      if (!forms.isTokenWord(found.form(i))) {
        return true;
      }
    }
    return false;
  }

  FormLayers forms() {
    return forms;
  }

  CoinedTokens coined() {
    return coined;
  }

  List<PatternSearch> searchers() {
    return searchers;
  }

  Set<TokenKind> patterns() {
    return patterns;
  }

  Fold fold() {
    return fold;
  }

  Set<Rule> rules() {
    return rules;
  }

  /// Shows version and size.
  @Override
  public String toString() {
    return "Directory[version " + version + ", " + entities.size() + " entities]";
  }

  /// Collects entities for a [Directory]. Not thread-safe.
  public static final class Builder {
    private final List<Entity> entities = new ArrayList<>();
    private final Map<String, Entity> byId = new HashMap<>();
    private long version = 1;
    private final List<PatternSearch> searchers = new ArrayList<>();
    private Set<Rule> rules = Rule.all();
    private Set<TokenKind> patterns = EnumSet.complementOf(EnumSet.of(TokenKind.LITERAL));

    private Builder() {}

    /// Sets the version, 1 if it is not set.
    public Builder version(long version) {
      this.version = version;
      return this;
    }

    /// Chooses which addresses and numbers are replaced although no entity has them: any of e-mail,
    /// phone, account, card, tax number, web and IP address. All are, unless this is called.
    public Builder patterns(Set<TokenKind> kinds) {
      this.patterns = Set.copyOf(kinds);
      return this;
    }

    /// Has every text searched for further patterns too. May be called several times.
    public Builder search(PatternSearch searcher) {
      searchers.add(searcher);
      return this;
    }

    /// For tests alone: leaves rules out.
    Builder rules(Set<Rule> kept) {
      this.rules = kept;
      return this;
    }

    /// Adds an entity.
    ///
    /// @throws IllegalArgumentException if its id was added before
    public Builder add(Entity entity) {
      if (Optional.ofNullable(byId.put(entity.id(), entity)).isPresent()) {
        throw new IllegalArgumentException("two entities have the id " + entity.id());
      }
      entities.add(entity);
      return this;
    }

    /// Adds a client.
    public Builder client(String id, String name, String... aliases) {
      return add(new Entity(id, EntityKind.CLIENT, name, List.of(aliases)));
    }

    /// Adds a project.
    public Builder project(String id, String name, String... aliases) {
      return add(new Entity(id, EntityKind.PROJECT, name, List.of(aliases)));
    }

    /// Adds a person.
    public Builder person(String id, String name, String... aliases) {
      return add(new Entity(id, EntityKind.PERSON, name, List.of(aliases)));
    }

    /// Compiles the directory.
    public Directory build() {
      return new Directory(this);
    }
  }
}
