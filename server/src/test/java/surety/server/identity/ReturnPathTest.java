package surety.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReturnPathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/sessions",
        "/w/0190/dashboard?from=2026-01-01&x=%C3%A9",
        "/invitations/A-_z"
      })
  void a_page_of_this_server_is_kept(String path) {
    assertThat(ReturnPath.parse(path)).contains(new ReturnPath(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sessions",
        "//evil.example",
        "/\\evil.example",
        "/%2F/evil.example",
        "/a//evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/a\r\nSet-Cookie: x=y",
        "/a b",
        "/\tevil.example",
        "/{template}",
        "/sign-out",
        "/sign-in"
      })
  void anything_else_is_not(String path) {
    assertThat(ReturnPath.parse(path)).isEmpty();
  }
}
