package surety.translog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import surety.translog.SignedNote.NoteSignature;

/// Cosignatures, against a checkpoint of a public log that public witnesses cosigned on 23 May
/// 2026.
@DisplayNameGeneration(ReplaceUnderscores.class)
class CosignatureTest {
  private static final SignedNote PUBLISHED =
      SignedNote.parse(
          """
          arche2025h1.staging.ct.transparency.dev
          1432088532
          U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

          \u2014 arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
          \u2014 transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
          \u2014 witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
          \u2014 remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
          \u2014 witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==
          """);

  private static final NoteKey PUBLISHED_LOG =
      NoteKey.parse(
          "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f");

  private static final List<WitnessKey> PUBLISHED_WITNESSES =
      List.of(
          WitnessKey.parse(
              "transparency.dev/DEV:witness-little-garden+d8042a87+BCtusOxINQNUTN5Oj8HObRkh2yHf/MwYaGX4CPdiVEPM"),
          WitnessKey.parse(
              "witness1.smartit.nu/witness1+a48c820f+BPSFWg9G6KPiO7QPryYO5Xq4oYJJ+kAvLKLSimDhoxMO"),
          WitnessKey.parse("remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"),
          WitnessKey.parse(
              "witness.stagemole.eu+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv"),
          WitnessKey.parse(
              "rgdd.se/poc-witness+db03732e+BCjJKlo6BU0xfIb8LutqerIFTWIXEA0L5n3tW3QyPFgG"));

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final Signer log = Signer.generate();
  private final Signer one = Signer.generate();
  private final Signer two = Signer.generate();
  private final SignedNote checkpoint =
      new Checkpoint("log.example/a", 1, Hash.OF_NOTHING, List.of("an extension"))
          .sign(log.noteKey("log.example/a"), log.privateKey());

  @Test
  void the_published_checkpoint_is_cosigned_by_the_published_witnesses() {
    assertThat(Checkpoint.verified(PUBLISHED.encoded(), PUBLISHED_LOG).size())
        .isEqualTo(1_432_088_532L);
    List<Cosignature> found = new WitnessPolicy(4, PUBLISHED_WITNESSES).cosignatures(PUBLISHED);
    assertThat(found)
        .extracting(Cosignature::witness)
        .containsExactlyElementsOf(PUBLISHED_WITNESSES.subList(0, 4));
    assertThat(found)
        .extracting(Cosignature::time)
        .containsOnly(Instant.ofEpochSecond(0x6A122120L));
  }

  @Test
  void the_published_checkpoint_meets_four_of_five_witnesses_and_no_more() {
    assertThat(new WitnessPolicy(4, PUBLISHED_WITNESSES).isMetBy(PUBLISHED)).isTrue();
    assertThat(new WitnessPolicy(5, PUBLISHED_WITNESSES).isMetBy(PUBLISHED)).isFalse();
    assertThat(WitnessPolicy.NONE.isMetBy(PUBLISHED)).isTrue();
  }

  @Test
  void with_any_letter_of_the_text_changed_nobody_cosigned_it() {
    String text = PUBLISHED.text();
    for (int i = 0; i < text.length() - 1; i += 7) {
      char other = text.charAt(i) == 'x' ? 'y' : 'x';
      SignedNote altered =
          new SignedNote(
              text.substring(0, i) + other + text.substring(i + 1), PUBLISHED.signatures());
      assertThat(new WitnessPolicy(1, PUBLISHED_WITNESSES).isMetBy(altered)).isFalse();
    }
  }

  @Test
  void with_any_letter_of_a_cosignature_changed_it_is_none() {
    NoteSignature line = cosigned(one, "witness.example/1").signatures().getLast();
    for (int i = 0; i < line.base64().length(); i++) {
      String base64 = line.base64();
      char other = base64.charAt(i) == 'x' ? 'y' : 'x';
      String altered = base64.substring(0, i) + other + base64.substring(i + 1);
      assertThat(accepts(altered)).as("letter " + i).isFalse();
    }
    assertThat(accepts(line.base64())).isTrue();
  }

  private boolean accepts(String base64) {
    try {
      NoteSignature line = new NoteSignature("witness.example/1", base64);
      SignedNote note = new SignedNote(checkpoint.text(), List.of(line));
      return Cosignature.of(note, one.witnessKey("witness.example/1")).isPresent();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  @Test
  void a_cosignature_is_of_its_witness_alone_and_tells_its_time() {
    SignedNote note = SignedNote.parse(cosigned(one, "witness.example/1").encoded());
    assertThat(Cosignature.of(note, one.witnessKey("witness.example/1")))
        .contains(new Cosignature(one.witnessKey("witness.example/1"), NOON));
    assertThat(Cosignature.of(note, one.witnessKey("witness.example/2"))).isEmpty();
    assertThat(Cosignature.of(note, two.witnessKey("witness.example/1"))).isEmpty();
  }

  @Test
  void a_logs_signature_is_no_cosignature_and_a_cosignature_none_of_a_log() {
    String name = "log.example/a";
    SignedNote note = cosigned(log, name);
    SignedNote signedOnly = checkpoint;
    SignedNote cosignedOnly = new SignedNote(note.text(), note.signatures().subList(1, 2));
    assertThat(Cosignature.of(signedOnly, log.witnessKey(name))).isEmpty();
    assertThat(cosignedOnly.isSignedBy(log.noteKey(name))).isFalse();
    assertThatThrownBy(() -> NoteKey.parse(log.witnessKey(name).text()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> WitnessKey.parse(log.noteKey(name).text()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void of_several_cosignatures_of_a_witness_the_latest_counts_once() {
    WitnessKey key = one.witnessKey("witness.example/1");
    SignedNote note = checkpoint;
    for (long second : List.of(5L, 9L, 7L)) {
      Instant time = Instant.ofEpochSecond(second);
      note = note.with(Cosignature.sign(note.text(), key, one.privateKey(), time));
    }
    assertThat(new WitnessPolicy(1, List.of(key)).cosignatures(note))
        .containsExactly(new Cosignature(key, Instant.ofEpochSecond(9)));
  }

  @Test
  void a_policy_counts_each_witness_once() {
    WitnessKey key = one.witnessKey("witness.example/1");
    assertThatThrownBy(
            () -> new WitnessPolicy(1, List.of(key, one.witnessKey("witness.example/2"))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new WitnessPolicy(1, List.of(key, two.witnessKey("witness.example/1"))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new WitnessPolicy(2, List.of(key)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new WitnessPolicy(-1, List.of(key)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void of_an_answer_only_valid_lines_of_known_witnesses_are_taken() {
    WitnessPolicy policy = new WitnessPolicy(1, List.of(one.witnessKey("witness.example/1")));
    List<String> lines = new ArrayList<>();
    cosigned(one, "witness.example/1").signatures().forEach(line -> lines.add(line.line()));
    cosigned(two, "witness.example/2").signatures().forEach(line -> lines.add(line.line()));
    SignedNote answered = policy.add(checkpoint, String.join("", lines));
    assertThat(answered.signatures()).hasSize(2);
    assertThat(policy.isMetBy(answered)).isTrue();
    assertThat(policy.add(answered, String.join("", lines))).isEqualTo(answered);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "no line\n", "\u2014 name AAAAAAAA", "\u2014 name AAAAAAA\n"})
  void what_is_no_signature_line_is_refused(String lines) {
    assertThatThrownBy(() -> WitnessPolicy.NONE.add(checkpoint, lines))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private SignedNote cosigned(Signer witness, String name) {
    return checkpoint.with(
        Cosignature.sign(checkpoint.text(), witness.witnessKey(name), witness.privateKey(), NOON));
  }
}
