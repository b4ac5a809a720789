package surety.server.connect.engine;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import surety.server.connect.engine.OAuthPlan.Capture;
import surety.server.connect.engine.OAuthPlan.ClientProof;
import surety.server.connect.engine.OAuthPlan.Rotation;
import surety.server.connect.mapping.Section;
import surety.server.egress.TokenClient;
import surety.server.egress.TokenForm;

/// Compiles the `oauth` section of a connector file.
final class OAuthSection {

  private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,200}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,60}");

  private OAuthSection() {}

  /// @param form the fields that a member fills in
  static OAuthPlan of(Section section, List<FormField> form) {
    BaseUrl token = endpoint(section.require("token"), form);
    OAuthPlan plan =
        new OAuthPlan(
            new OAuthPlan.Addresses(
                url(section.require("authorize"), form),
                token,
                section.find("revoke").map(part -> beside(token, part, form)),
                section
                    .find("revoke_as")
                    .map(part -> part.oneOf(TokenForm.Encoding.class))
                    .orElse(TokenForm.Encoding.FORM)),
            section.require("client").oneOf(ClientProof.class),
            section.require("pkce").text().equals("true"),
            scopes(section.require("scopes")),
            section.find("scopes_between").map(Section.Part::text).orElse(" "),
            section.require("rotation").oneOf(Rotation.class),
            Duration.ofMinutes(section.find("access_minutes").map(Section.Part::number).orElse(60)),
            section.find("capture").map(part -> capture(part.section(), form)));
    section.done();
    return plan;
  }

  private static BaseUrl url(Section.Part part, List<FormField> form) {
    try {
      return BaseUrl.of(part.text(), form);
    } catch (IllegalArgumentException e) {
      throw part.invalid(
          String.valueOf(e.getMessage()),
          "Write it as https://host/path or https://{field}.example.com/path");
    }
  }

  private static BaseUrl endpoint(Section.Part part, List<FormField> form) {
    BaseUrl url = url(part, form);
    if (!TokenClient.isTokenPath(url.ofAny().getPath())) {
      throw part.invalid(
          "\"" + part.text() + "\" is no place where tokens are had or ended",
          "Its path ends in /token, /tokens/bearer, /revoke or /revocation");
    }
    return url;
  }

  // A refresh token is sealed for one host.
  private static BaseUrl beside(BaseUrl token, Section.Part part, List<FormField> form) {
    BaseUrl revoke = endpoint(part, form);
    if (!revoke.ofAny().getHost().equals(token.ofAny().getHost())) {
      throw part.invalid("tokens would go to another host", "Leave it out");
    }
    return revoke;
  }

  private static List<String> scopes(Section.Part part) {
    List<String> scopes = new ArrayList<>();
    for (Section.Part item : part.items()) {
      if (!SCOPE.matcher(item.text()).matches()) {
        throw item.invalid("\"" + item.text() + "\" is no scope", "Write it as the vendor does");
      }
      scopes.add(item.text());
    }
    return scopes;
  }

  private static Capture capture(Section section, List<FormField> form) {
    FormField field =
        new FormField(
            section.require("field").text(),
            "",
            "",
            false,
            ConnectorFile.pattern(section.require("pattern")),
            "",
            Map.of());
    Optional<Section.Part> parameter = section.find("callback");
    Optional<Section.Part> member = section.find("tokens");
    Capture.Told told =
        parameter
            .<Capture.Told>map(part -> new Capture.InCallback(name(part)))
            .or(() -> member.map(part -> new Capture.InTokens(name(part))))
            .orElseGet(() -> list(section.require("list").section(), form));
    section.done();
    return new Capture(field, told);
  }

  private static Capture.InList list(Section section, List<FormField> form) {
    Section.Part chosenBy = section.require("chosen_by");
    if (form.stream().noneMatch(field -> field.name().equals(chosenBy.text()))) {
      throw chosenBy.invalid("no form field \"" + chosenBy.text() + "\"", "Declare it under form");
    }
    URI url = url(section.require("get"), List.of()).ofAny();
    Capture.InList list =
        new Capture.InList(
            url, name(section.require("id")), name(section.require("name")), chosenBy.text());
    section.done();
    return list;
  }

  private static String name(Section.Part part) {
    if (!NAME.matcher(part.text()).matches()) {
      throw part.invalid("\"" + part.text() + "\" is no name", "Write it as the vendor does");
    }
    return part.text();
  }
}
