package surety.translog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Signed notes, against the example of the format's first implementation, and checkpoints.
@DisplayNameGeneration(ReplaceUnderscores.class)
class SignedNoteTest {
  private static final String KEY =
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

  private static final String NOTE =
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.

      \u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
      """;

  private final KeyPair pair = pair();
  private final NoteKey key = NoteKey.of("log.surety.example/one", pair.getPublic());

  @Test
  void the_published_note_is_signed_by_the_published_key() {
    SignedNote note = SignedNote.parse(NOTE);
    assertThat(note.isSignedBy(NoteKey.parse(KEY))).isTrue();
    assertThat(note.encoded()).isEqualTo(NOTE);
    assertThat(NoteKey.parse(KEY).text()).isEqualTo(KEY);
  }

  @Test
  void the_published_note_with_a_changed_letter_is_not() {
    SignedNote note = SignedNote.parse(NOTE.replace("your problem is", "your problem was"));
    assertThat(note.isSignedBy(NoteKey.parse(KEY))).isFalse();
  }

  @Test
  void a_note_is_signed_by_its_key_and_no_other() {
    SignedNote note =
        SignedNote.parse(SignedNote.sign("Text.\n", key, pair.getPrivate()).encoded());
    assertThat(note.isSignedBy(key)).isTrue();
    assertThat(note.isSignedBy(NoteKey.of("log.surety.example/one", pair().getPublic()))).isFalse();
    assertThat(note.isSignedBy(NoteKey.of("log.surety.example/two", pair.getPublic()))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Text.\n",
        "Text.\n\n",
        "Text.\n\nno dash AAAAAAA=\n",
        "Text.\n\n\u2014 name\n",
        "Text.\n\n\u2014 name AAAA\n",
        "Text.\n\n\u2014 name !!!!!!!!\n",
        "Te\u0007xt.\n\n\u2014 name AAAAAAAA\n"
      })
  void what_is_no_note_is_refused(String note) {
    assertThatThrownBy(() -> SignedNote.parse(note)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PaulNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
      })
  void what_is_no_verifier_key_is_refused(String text) {
    assertThatThrownBy(() -> NoteKey.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_checkpoint_has_the_text_that_the_format_says() {
    MerkleLog log = new MerkleLog();
    assertThat(Checkpoint.of(key.name(), log).text())
        .isEqualTo(
            """
            log.surety.example/one
            0
            47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
            """);
  }

  @Test
  void a_signed_checkpoint_is_read_as_it_was_written() {
    MerkleLog log = new MerkleLog();
    log.append(new byte[] {1});
    Checkpoint checkpoint = Checkpoint.of(key.name(), log);
    String note = checkpoint.sign(key, pair.getPrivate()).encoded();
    assertThat(Checkpoint.verified(note, key)).isEqualTo(checkpoint);
    assertThatThrownBy(() -> Checkpoint.verified(note.replace("\n1\n", "\n2\n"), key))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "origin\n1\n",
        "origin\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "origin\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "origin\n1\n47DEQpj8HBSa\n",
        "origin\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        "\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
      })
  void what_is_no_checkpoint_is_refused(String text) {
    assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
