package surety.server.posture.ground;

import static surety.server.posture.ground.Persons.expect;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import surety.server.posture.probe.Canaries.Canary;
import surety.server.posture.probe.TargetBrowser;
import surety.server.posture.probe.TargetBrowser.Page;
import surety.server.workspace.Role;
import surety.server.workspace.WorkspaceId;

/// A workspace that was made on the pages that everybody uses. It is found again by its members'
/// addresses.
final class RehearsalWorkspace implements Canary {

  private static final Pattern WORKSPACE = Pattern.compile("/w/([0-9a-f-]{36})");

  private final String name;
  private final String domain;
  private final Persons persons;
  private final Map<Role, Boolean> joined = new ConcurrentHashMap<>();
  private Optional<WorkspaceId> workspace = Optional.empty();

  /// @param domain of its members' addresses, under `.invalid`
  RehearsalWorkspace(String name, String domain, Persons persons) {
    this.name = name;
    this.domain = domain;
    this.persons = persons;
  }

  @Override
  public synchronized WorkspaceId workspace() {
    if (workspace.isEmpty()) {
      Browser owner = persons.signedIn(address(Role.OWNER));
      String id = home(owner).orElseGet(() -> create(owner));
      workspace = Optional.of(new WorkspaceId(UUID.fromString(id)));
    }
    return workspace.get();
  }

  @Override
  public TargetBrowser as(Role role) {
    return browser(role);
  }

  @Override
  public TargetBrowser stranger() {
    return persons.stranger();
  }

  /// The path of its pages.
  String path() {
    return "/w/" + workspace();
  }

  Browser browser(Role role) {
    String path = path();
    Browser member = persons.signedIn(address(role));
    if (role != Role.OWNER) {
      joined.computeIfAbsent(role, _ -> join(role, member, path));
    }
    return member;
  }

  private boolean join(Role role, Browser member, String path) {
    if (home(member).isEmpty()) {
      Browser owner = persons.signedIn(address(Role.OWNER));
      Map<String, String> form = Map.of("email", address(role), "role", role.name());
      expect(owner.post(path + "/members/invite", form), 302, "inviting");
      String link = persons.linkInMail(address(role));
      expect(member.get(link), 200, "opening the invitation");
      expect(member.post(link, Map.of()), 302, "joining");
    }
    return true;
  }

  // The start page leads to one's only workspace, or lists what there is.
  private static Optional<String> home(Browser member) {
    Page start = expect(member.get("/"), 302, "the start page");
    String location = start.headers().firstValue("Location").orElse("");
    Optional<String> only = workspaceIn(location);
    return only.isPresent() ? only : workspaceIn(member.get("/workspaces").text());
  }

  private String create(Browser owner) {
    Page made = owner.post("/workspaces", Map.of("name", name, "currency", "EUR"));
    expect(made, 302, "creating a workspace");
    return workspaceIn(made.headers().firstValue("Location").orElse(""))
        .orElseThrow(() -> new IllegalStateException("no workspace after creating one"));
  }

  private static Optional<String> workspaceIn(String text) {
    Matcher found = WORKSPACE.matcher(text);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private String address(Role role) {
    return role.name().toLowerCase(Locale.ROOT) + "@" + domain;
  }
}
