package surety.server.posture.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import gov.nist.secauto.metaschema.core.model.validation.JsonSchemaContentValidator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import surety.server.posture.view.MadeUpSnapshot;
import surety.server.posture.view.Snapshot;

/// Libraries of others judge what we write; each is shown a broken file too.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class JudgesTest {

  private static final Snapshot SNAPSHOT = MadeUpSnapshot.everyState();

  @Test
  void the_attestations_are_CycloneDX_1_6() {
    assertThat(cyclonedx(Cdxa.of(SNAPSHOT))).isEmpty();
    assertThat(cyclonedx(Cdxa.of(SNAPSHOT).replace("\"predicate\"", "\"predicat\""))).isNotEmpty();
  }

  @Test
  void the_assessment_results_are_OSCAL_1_1_3() throws IOException {
    assertThat(oscal(Oscal.of(SNAPSHOT))).isEmpty();
    assertThat(oscal(Oscal.of(SNAPSHOT).replace("\"collected\"", "\"colected\""))).isNotEmpty();
  }

  // By the schema that CycloneDX publishes; the validator of its own library wants another Jackson.
  private static List<?> cyclonedx(String document) {
    return SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_7,
            registry ->
                registry.schemaIdResolvers(
                    ids -> ids.mapPrefix("http://cyclonedx.org/schema/", "classpath:")))
        .getSchema(SchemaLocation.of("http://cyclonedx.org/schema/bom-1.6.schema.json"))
        .validate(document, InputFormat.JSON);
  }

  private static List<?> oscal(String document) throws IOException {
    try (InputStream schema =
        Objects.requireNonNull(
            JsonSchemaContentValidator.class.getResourceAsStream(
                "/schema/json/oscal-ar_schema.json"))) {
      return new JsonSchemaContentValidator(schema)
          .validate(
              new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)),
              URI.create("urn:oscal"))
          .getFindings();
    }
  }
}
