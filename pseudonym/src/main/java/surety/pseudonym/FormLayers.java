package surety.pseudonym;

/// The forms of a directory: those that were compiled together, and those of entities that were
/// added since. Each form has one number. Immutable.
final class FormLayers {
  private final FormIndex[] layers;
  private final int[] firstForms;
  private final int[] firstEntities;
  private final int mostWords;

  FormLayers(FormIndex... layers) {
    this.layers = layers.clone();
    this.firstForms = new int[layers.length];
    this.firstEntities = new int[layers.length];
    int most = 1;
    int first = 0;
    int entities = 0;
    for (int i = 0; i < layers.length; i++) {
      firstForms[i] = first;
      first += layers[i].start.length;
      firstEntities[i] = entities;
      entities += layers[i].entities.size();
      most = Math.max(most, layers[i].mostWords);
    }
    this.mostWords = most;
  }

  int count() {
    return layers.length;
  }

  FormIndex layer(int number) {
    return layers[number];
  }

  int firstForm(int layer) {
    return firstForms[layer];
  }

  /// How many words the longest form has.
  int mostWords() {
    return mostWords;
  }

  private int layerOf(int form) {
    return layers.length > 1 && form >= firstForms[1] ? 1 : 0;
  }

  /// Whether the form is the first word of tokens and nobody's name.
  boolean isTokenWord(int form) {
    int layer = layerOf(form);
    return layers[layer].isTokenWord(form - firstForms[layer]);
  }

  /// The kind of token that begins with this form.
  TokenKind tokenKind(int form) {
    int layer = layerOf(form);
    return layers[layer].tokenKind(form - firstForms[layer]);
  }

  /// The place of a form's entity in [Directory#entities()].
  int entity(int form) {
    int layer = layerOf(form);
    return firstEntities[layer] + layers[layer].owner[form - firstForms[layer]];
  }

  FormRule rule(int form) {
    int layer = layerOf(form);
    return layers[layer].rule(form - firstForms[layer]);
  }

  /// Length of the folded form in bytes.
  int length(int form) {
    int layer = layerOf(form);
    return layers[layer].length[form - firstForms[layer]];
  }

  /// Whether a word with this hash may be the first of a form of several.
  boolean mayBegin(int hash) {
    for (FormIndex layer : layers) {
      if (layer.mayBegin(hash)) {
        return true;
      }
    }
    return false;
  }

  /// Whether a form may stand in a short text. If not, none does that reaches into the words from
  /// `first` on, which is not 0.
  boolean mayStandIn(Skeleton folded, int first) {
    SkeletonWords words = folded.words;
    for (int word = first; word < words.count; word++) {
      int[] ends = new int[words.end[word] - words.begin[word] + 2];
      int count = words.boundaries(word, ends);
      if (ends.length >= FormIndex.INSIDE_LETTERS) {
        return true;
      }
      for (int from = 0; from < count; from++) {
        int before = from == 0 ? words.hash[word - 1] : 0;
        for (int to = from + 1; to < count; to++) {
          if (mayBeForm(before, folded.letters, ends[from], ends[to])) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private boolean mayBeForm(int before, byte[] letters, int from, int to) {
    int hash = SkeletonWords.hash(letters, from, to);
    for (FormIndex layer : layers) {
      boolean filed =
          layer.byWord.mayHave(hash)
              || layer.byWord.mayHave(FormIndex.pair(before, hash))
              || letters[to - 1] == 's';
      if (layer.anchors.get(hash) != 0 && filed) {
        return true;
      }
    }
    return false;
  }

  /// Whether two words with these hashes may be the first of a form.
  boolean mayBegin(int hash, int next) {
    for (FormIndex layer : layers) {
      if (layer.beginnings.mayHave(FormIndex.pair(hash, next))) {
        return true;
      }
    }
    return false;
  }

  /// Whether eight letters may stand in a form, whatever is between its words.
  boolean mayStand(long eight) {
    for (FormIndex layer : layers) {
      if (layer.crossings.mayStand(eight)) {
        return true;
      }
    }
    return false;
  }

  /// Whether fewer than eight letters may be a form, whatever is between its words.
  boolean mayBe(long fewer) {
    for (FormIndex layer : layers) {
      if (layer.crossings.mayBe(fewer)) {
        return true;
      }
    }
    return false;
  }
}
