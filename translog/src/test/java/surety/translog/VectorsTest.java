package surety.translog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import surety.translog.LogVerdict.Defect;
import surety.translog.LogVerdict.Kind;
import surety.translog.LogVerdict.Verified;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The vectors of the specification, which `make_vectors.py` wrote without this library.
@DisplayNameGeneration(ReplaceUnderscores.class)
class VectorsTest {
  private static final JsonNode VECTORS = read();
  private static final MemoryTiles TILES = new MemoryTiles();
  private static final TileReader READER = new TileReader(TILES);
  private static final long SIZE = write();
  private static final NoteKey LOG = NoteKey.parse(text(VECTORS.get("log"), "key"));
  private static final WitnessKey WITNESS = WitnessKey.parse(text(VECTORS.get("witness"), "key"));

  @Test
  void commitments_are_those_of_the_vectors() {
    for (JsonNode vector : VECTORS.get("commitments")) {
      Salt salt = Salt.fromBytes(HexFormat.of().parseHex(text(vector, "salt")));
      Commitment commitment = Commitment.to(salt, text(vector, "payload"));
      assertThat(commitment.value().hex()).isEqualTo(text(vector, "commitment"));
      assertThat(commitment.leaf().hex()).isEqualTo(text(vector, "leaf"));
    }
  }

  @Test
  void roots_and_proofs_are_those_of_the_vectors() {
    for (JsonNode vector : VECTORS.get("roots")) {
      assertThat(READER.root(number(vector, "size")).hex()).isEqualTo(text(vector, "root"));
    }
    for (JsonNode vector : VECTORS.get("inclusion")) {
      assertThat(hex(READER.inclusion(number(vector, "index"), number(vector, "size"))))
          .isEqualTo(texts(vector, "path"));
    }
    for (JsonNode vector : VECTORS.get("consistency")) {
      assertThat(hex(READER.consistency(number(vector, "former"), number(vector, "size"))))
          .isEqualTo(texts(vector, "path"));
    }
  }

  @Test
  void tiles_are_those_of_the_vectors() {
    for (JsonNode vector : VECTORS.get("tiles")) {
      Tile tile = Tile.parse(text(vector, "path"));
      Map<Tile, TileHashes> read = TileReader.read(TILES, List.of(tile));
      byte[] content = read.values().iterator().next().bytes(tile.width());
      assertThat(Hash.of(content).hex()).as(tile.path()).isEqualTo(text(vector, "sha256"));
    }
  }

  @Test
  void signatures_and_cosignatures_are_those_of_the_vectors() {
    SignedNote note = checkpoint(600).sign(LOG, privateKey("log"));
    assertThat(note.encoded()).isEqualTo(text(VECTORS, "checkpoint"));
    JsonNode vector = VECTORS.get("cosignature");
    Instant time = Instant.ofEpochSecond(number(vector, "time"));
    assertThat(Cosignature.sign(note.text(), WITNESS, privateKey("witness"), time).line())
        .isEqualTo(text(vector, "line"));
    WitnessPolicy policy = new WitnessPolicy(1, List.of(WITNESS));
    assertThat(policy.cosignatures(policy.add(note, text(vector, "line"))))
        .containsExactly(new Cosignature(WITNESS, time));
  }

  @Test
  void a_request_to_a_witness_is_that_of_the_vectors() {
    SignedNote note = checkpoint(600).sign(LOG, privateKey("log"));
    AddCheckpoint request = new AddCheckpoint(257, READER.consistency(257, 600), note);
    assertThat(request.encoded()).isEqualTo(text(VECTORS, "addCheckpoint"));
    assertThat(AddCheckpoint.parse(request.encoded())).isEqualTo(request);
  }

  @Test
  void exports_of_the_vectors_are_verified() throws IOException {
    for (JsonNode vector : VECTORS.get("exports")) {
      List<Checkpoint> kept = new ArrayList<>();
      vector.get("kept").forEach(size -> kept.add(checkpoint(size.longValue())));
      Verified verified = (Verified) verify(vector, kept);
      assertThat(verified.opened()).isEqualTo(number(vector, "opened"));
      assertThat(verified.erased()).isEqualTo(number(vector, "erased"));
      assertThat(verified.omitted()).isEqualTo(number(vector, "omitted"));
    }
  }

  @Test
  void defects_of_the_vectors_are_named() throws IOException {
    for (JsonNode vector : VECTORS.get("defects")) {
      Defect defect = (Defect) verify(vector, List.of());
      assertThat(defect.kind()).isEqualTo(Kind.valueOf(text(vector, "kind")));
      assertThat(defect.index()).isEqualTo(number(vector, "index"));
      assertThat(defect.line()).isEqualTo(number(vector, "line"));
    }
  }

  private static LogVerdict verify(JsonNode vector, List<Checkpoint> kept) throws IOException {
    String file = String.join("\n", texts(vector, "lines")) + "\n";
    return new LogVerifier(LOG, kept, WitnessPolicy.NONE)
        .verify(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
  }

  private static Checkpoint checkpoint(long size) {
    return new Checkpoint(LOG.name(), size, READER.root(size), List.of());
  }

  private static PrivateKey privateKey(String whose) {
    byte[] seed = HexFormat.of().parseHex(text(VECTORS.get(whose), "seed"));
    try {
      return KeyFactory.getInstance("Ed25519")
          .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long write() {
    JsonNode log = VECTORS.get("log");
    TileWriter writer = TileWriter.begin(TILES);
    long size = number(log, "size");
    for (long i = 0; i < size; i++) {
      byte[] label = ("salt " + i).getBytes(StandardCharsets.US_ASCII);
      String payload = text(log, "payload").replace("<index>", Long.toString(i));
      writer.append(Commitment.to(Salt.fromBytes(Hash.of(label).bytes()), payload).leaf());
    }
    writer.flush();
    return writer.size();
  }

  @Test
  void the_log_of_the_vectors_has_as_many_entries() {
    assertThat(SIZE).isEqualTo(70_000);
  }

  private static JsonNode read() {
    try (InputStream in = VectorsTest.class.getResourceAsStream("translog-v1.json")) {
      return JsonMapper.shared().readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(JsonNode node, String field) {
    return node.get(field).stringValue();
  }

  private static long number(JsonNode node, String field) {
    return node.get(field).longValue();
  }

  private static List<String> texts(JsonNode node, String field) {
    List<String> texts = new ArrayList<>();
    node.get(field).forEach(text -> texts.add(text.stringValue()));
    return texts;
  }

  private static List<String> hex(List<Hash> hashes) {
    return hashes.stream().map(Hash::hex).toList();
  }
}
