package surety.translog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import surety.translog.WitnessAnswer.Conflict;
import surety.translog.WitnessAnswer.Cosigned;

/// A witness, against the requests of the tests of a public implementation, and the rules of C2SP
/// tlog-witness.
@DisplayNameGeneration(ReplaceUnderscores.class)
class WitnessTest {
  private static final String SIGSUM =
      "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562";
  private static final String SIGSUM_KEY =
      "ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f";
  private static final String ONE =
      note(
          "1\nKgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
          "UgIom7fPZTqpxWWhyjWduBvTvGVqsokMbqTArsQilegKoFBJQjUFAmQ0+YeSPM3wfUQMFSzVnnNuWRTYrajXpNUbIQY=");
  private static final String THREE =
      note(
          "3\nRcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=",
          "UgIom2VbtIcdFbwFAy1n7s6IkAxIY6J/GQOTuZF2ORV39d75cbAj2aQYwyJre36kezNobZs4SUUdrcawfAB8WVrx6go=");
  private static final String FIVE =
      note(
          "5\nQrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=",
          "UgIomw/EOJmWi0i1FQsOj+etB7F8IccFam/jgd6wzRns4QPVmyEZtdvl1U2KEmLOZ/ASRcWJi0tW90dJWAShei7sDww=");
  private static final String FROM_ONE_TO_THREE =
      """
      old 1
      KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
      KgIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=

      """;
  private static final String FROM_THREE_TO_FIVE =
      """
      old 3
      KgIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
      KgMAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
      wgiIFdZfYNv6WU1OllBKsWnLYIS/DBMqt8Uh/S4OukE=
      KgQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=

      """;
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path folder;
  private final Signer signer = Signer.generate();
  private final WitnessKey key = signer.witnessKey("witness.example/w");
  private final Signer logSigner = Signer.generate();
  private final NoteKey logKey = logSigner.noteKey("log.example/a");
  private final MerkleLog log = new MerkleLog();
  private Witness witness = new Witness(key, signer.privateKey(), List.of(), none(), () -> NOON);

  @BeforeEach
  void start() {
    NoteKey sigsum = NoteKey.of(SIGSUM, Ed25519.publicKey(HexFormat.of().parseHex(SIGSUM_KEY)));
    witness =
        new Witness(
            key,
            signer.privateKey(),
            List.of(logKey, sigsum),
            new WitnessFolder(folder.resolve("kept")),
            () -> NOON);
  }

  @Test
  void the_published_requests_are_answered_as_published() {
    assertThat(ask("old 0\n\n" + ONE).status()).isEqualTo(200);
    assertThat(ask(FROM_ONE_TO_THREE + THREE.replace("6go=", "6gw=")).status()).isEqualTo(403);
    assertThat(ask(FROM_ONE_TO_THREE + THREE.replace("e562", "e563")).status()).isEqualTo(404);
    assertThat(ask("old 1\n\n" + THREE).status()).isEqualTo(422);
    assertThat(ask(FROM_ONE_TO_THREE.replace("KgIAAAA", "KgIAAAB") + THREE).status())
        .isEqualTo(422);
    assertThat(ask(FROM_ONE_TO_THREE + THREE).status()).isEqualTo(200);
    assertThat(ask(FROM_ONE_TO_THREE + FIVE)).isEqualTo(new Conflict(3));
    assertThat(ask(FROM_THREE_TO_FIVE + FIVE).status()).isEqualTo(200);
    assertThat(ask("old 0\n\n" + FIVE).body()).isEqualTo("5\n");
    assertThat(ask("old 5\n\n" + THREE).status()).isEqualTo(400);
    assertThat(
            ask("old 0\n"
                    + "KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n".repeat(64)
                    + "\n"
                    + ONE)
                .status())
        .isEqualTo(400);
  }

  @Test
  void what_it_cosigned_verifies() {
    grow(3);
    SignedNote checkpoint = signed(log);
    WitnessAnswer answer = witness.addCheckpoint(request(0, checkpoint));
    assertThat(answer).isInstanceOf(Cosigned.class);
    WitnessPolicy policy = new WitnessPolicy(1, List.of(key));
    SignedNote cosigned = policy.add(checkpoint, answer.body());
    assertThat(policy.cosignatures(SignedNote.parse(cosigned.encoded())))
        .containsExactly(new Cosignature(key, NOON));
  }

  @Test
  void it_follows_a_log_that_grows_and_forgets_nothing_over_a_restart() {
    long old = 0;
    for (int growth : List.of(0, 1, 2, 300, 0, 5)) {
      grow(growth);
      assertThat(witness.addCheckpoint(request(old, signed(log))).status()).isEqualTo(200);
      old = log.size();
      start();
    }
    assertThat(witness.addCheckpoint(request(old - 5, signed(log)))).isEqualTo(new Conflict(old));
  }

  @Test
  void it_never_cosigns_a_second_history() {
    Cases.forAll(
        20,
        cases -> {
          Signer own = Signer.generate();
          String origin = "log.example/" + own.noteKey("x").text().hashCode();
          NoteKey forked = own.noteKey(origin);
          MerkleLog first = new MerkleLog();
          MerkleLog second = new MerkleLog();
          int same = cases.below(20);
          int size = same + 1 + cases.below(20);
          cases.leaves(same).forEach(leaf -> append(leaf, first, second));
          cases.leaves(size - same).forEach(first::appendHash);
          cases.leaves(size - same + cases.below(9)).forEach(second::appendHash);
          Witness asked =
              new Witness(key, signer.privateKey(), List.of(forked), none(), () -> NOON);
          SignedNote honest = Checkpoint.of(origin, first).sign(forked, own.privateKey());
          SignedNote other = Checkpoint.of(origin, second).sign(forked, own.privateKey());
          assertThat(
                  asked.addCheckpoint(new AddCheckpoint(0, List.of(), honest).encoded()).status())
              .isEqualTo(200);
          for (long old : List.of(0L, (long) same, (long) size)) {
            List<Hash> proof = old == 0 ? List.of() : second.consistency(old, second.size());
            assertThat(asked.addCheckpoint(new AddCheckpoint(old, proof, other).encoded()).status())
                .isIn(409, 422);
          }
        });
  }

  private static void append(Hash leaf, MerkleLog... logs) {
    for (MerkleLog log : logs) {
      log.appendHash(leaf);
    }
  }

  @Test
  void an_empty_log_has_one_root() {
    SignedNote bogus =
        new Checkpoint(logKey.name(), 0, Hash.of(new byte[] {1}), List.of())
            .sign(logKey, logSigner.privateKey());
    assertThat(witness.addCheckpoint(request(0, bogus)).status()).isEqualTo(422);
    assertThat(witness.addCheckpoint(request(0, signed(log))).status()).isEqualTo(200);
    assertThat(witness.addCheckpoint(request(0, bogus)).status()).isEqualTo(422);
    grow(5);
    AddCheckpoint proven = new AddCheckpoint(0, List.of(Hash.OF_NOTHING), signed(log));
    assertThat(witness.addCheckpoint(proven.encoded()).status()).isEqualTo(422);
  }

  @Test
  void any_changed_letter_of_a_request_is_refused_or_does_not_matter() {
    grow(7);
    String first = request(0, signed(log));
    assertThat(witness.addCheckpoint(first).status()).isEqualTo(200);
    grow(4);
    String body = request(7, signed(log));
    for (int i = 0; i < body.length(); i++) {
      char other = body.charAt(i) == 'x' ? 'y' : 'x';
      String altered = body.substring(0, i) + other + body.substring(i + 1);
      assertThat(witness.addCheckpoint(altered).status()).as("letter " + i).isGreaterThan(399);
    }
    assertThat(witness.addCheckpoint(body).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "old 0",
        "old 0\n\n",
        "old 00\n\nx\n1\nx\n\n",
        "old -1\n\n",
        "new 0\n\nlog.example/a\n0\n",
        "old 99999999999999999999\n\n",
        "\n\n\n"
      })
  void what_is_no_request_is_malformed(String body) {
    assertThat(witness.addCheckpoint(body).status()).isEqualTo(400);
    assertThatThrownBy(() -> AddCheckpoint.parse(body))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_request_is_bounded() {
    assertThat(witness.addCheckpoint("old 0\n\n" + ONE + "\n".repeat(1 << 16)).status())
        .isEqualTo(400);
  }

  @Test
  void of_two_requests_at_once_one_is_cosigned() throws InterruptedException {
    grow(9);
    String small = request(0, signed(log));
    grow(9);
    String large = request(0, signed(log));
    List<Integer> answers = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch begin = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (String body : List.of(small, large, small, large)) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    awaitQuietly(begin);
                    answers.add(witness.addCheckpoint(body).status());
                  }));
    }
    begin.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(answers).containsExactlyInAnyOrder(200, 409, 409, 409);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String note(String sizeAndRoot, String signature) {
    return SIGSUM + "\n" + sizeAndRoot + "\n\n\u2014 " + SIGSUM + " " + signature + "\n";
  }

  private WitnessAnswer ask(String body) {
    return witness.addCheckpoint(body);
  }

  private void grow(int leaves) {
    for (int i = 0; i < leaves; i++) {
      log.append(new byte[] {(byte) log.size()});
    }
  }

  private SignedNote signed(MerkleLog tree) {
    return Checkpoint.of(logKey.name(), tree).sign(logKey, logSigner.privateKey());
  }

  private String request(long old, SignedNote checkpoint) {
    long size = Checkpoint.parse(checkpoint.text()).size();
    List<Hash> proof = old == 0 ? List.of() : log.consistency(old, size);
    return new AddCheckpoint(old, proof, checkpoint).encoded();
  }

  /// A record in memory.
  private static WitnessRecord none() {
    return new WitnessRecord() {
      private Optional<Checkpoint> last = Optional.empty();

      @Override
      public Optional<Checkpoint> last(String origin) {
        return last;
      }

      @Override
      public boolean replace(Optional<Checkpoint> former, Checkpoint fresh) {
        last = Optional.of(fresh);
        return true;
      }
    };
  }
}
