package surety.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo.BuilderConfiguration;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPatternParser;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RouteMappingTest {

  private final RouteMapping routes = new RouteMapping();

  @ParameterizedTest
  @CsvSource({
    "/w/{workspace}/audit,                /w/1/audit",
    "/w/{workspace}/audit/{id},           /w/1/audit/2",
    "/w/{workspace}/audit,                /w/1/aud%69t",
    "/w/{workspace}/audit,                /w/1/audit;v=1",
    "/w/{workspace},                      /w/1",
    "/w/{workspace}/{page},               /w/1/members",
    "/w/{workspace}/audit*,               /w/1/audit-trail",
    "/w/{workspace}/**,                   /w/1/audit/2",
    "/w/{workspace}/audit/**,             /w/1/audit",
    "/**/audit/2,                         /w/1/x/audit/2",
    "/{first:[a-z]+}/audit/{id},          /w/audit/1",
    "/{*rest},                            /w/1/audit",
    "/sign-in,                            /sign-in",
  })
  void a_path_that_a_route_answers_finds_it(String route, String path) {
    assertThat(finds(route, path)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "/w/{workspace}/audit,                /w/1/members",
    "/w/{workspace}/audit,                /w/1/audit-trail",
    "/w/{workspace}/audit,                /w/1",
    "/w/{workspace}/audit,                /w/1/members/audit",
    "/w/{workspace}/audit,                /w/1/audit/2",
    "/w/{workspace}/audit,                /x/1/audit",
    "/w/{workspace}/audit,                /w/1/AUDIT",
  })
  void any_other_path_does_not(String route, String path) {
    assertThat(finds(route, path)).isFalse();
  }

  private boolean finds(String route, String path) {
    var request = new MockHttpServletRequest("GET", path);
    ServletRequestPathUtils.parseAndCache(request);
    var options = new BuilderConfiguration();
    options.setPatternParser(new PathPatternParser());
    var info = RequestMappingInfo.paths(route).options(options).build();
    return routes.getMatchingMapping(info, request) != null;
  }
}
