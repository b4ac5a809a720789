package surety.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static surety.envelope.Cases.forAll;

import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SealContextTest {
  private static final SealContext PLACE =
      new SealContext(new UUID(1, 2), "vault.credential", new UUID(3, 4), "sealed", "api-token");

  @ParameterizedTest
  @ValueSource(strings = {"api.example.com", "localhost", "localhost:8443", "10.0.0.7", "a-b.c"})
  void a_host_is_a_lower_case_name_with_an_optional_port(String host) {
    assertThat(PLACE.boundTo(host).host()).contains(host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "API.example.com",
        "api.example.com.",
        ".example.com",
        "user@example.com",
        "a b",
        "https://example.com",
        "example.com/",
        "example.com:",
        "example.com:0",
        "bücher.example"
      })
  void any_other_form_of_a_host_is_refused(String host) {
    assertThatThrownBy(() -> PLACE.boundTo(host)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Sealed", "1st", "se aled", "sealed\n"})
  void names_have_one_form(String column) {
    assertThatThrownBy(() -> new SealContext(new UUID(1, 2), "t", new UUID(3, 4), column, "p"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("column");
  }

  @Test
  void different_places_have_different_encodings() {
    forAll(
        300,
        cases -> {
          SealContext one = cases.context();
          SealContext other =
              new SealContext(
                  one.workspace(), cases.name(), one.row(), cases.name(), cases.name(), one.host());
          assertThat(encoded(one).equals(encoded(other))).isEqualTo(one.equals(other));
        });
  }

  private static String encoded(SealContext context) {
    Encoding out = Encoding.labelled("test");
    context.encodeTo(out);
    return Cases.hex(out.toBytes());
  }
}
