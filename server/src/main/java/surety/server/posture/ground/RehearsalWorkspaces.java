package surety.server.posture.ground;

import static surety.server.posture.ground.Persons.expect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import surety.server.platform.DataFolder;
import surety.server.posture.probe.Canaries;
import surety.server.posture.probe.RecordingVendor;
import surety.server.posture.probe.TargetBrowser.Page;
import surety.server.workspace.Role;

/// The two workspaces. They are made when they are first asked for.
@Component
class RehearsalWorkspaces implements Canaries {

  private static final Pattern CONNECTION = Pattern.compile("/connections/([0-9a-f-]{36})");

  private final DataFolder data;
  private final Persons persons;
  private final RecordingVendor vendor;
  private Optional<RehearsalWorkspace> a = Optional.empty();
  private Optional<RehearsalWorkspace> b = Optional.empty();
  private String tokenInUse = "";

  RehearsalWorkspaces(DataFolder data, Persons persons, RecordingVendor vendor) {
    this.data = data;
    this.persons = persons;
    this.vendor = vendor;
  }

  @Override
  public synchronized Canary a() {
    if (a.isEmpty()) {
      a = Optional.of(workspace("a"));
      restore();
    }
    return a.get();
  }

  @Override
  public synchronized Canary b() {
    if (b.isEmpty()) {
      b = Optional.of(workspace("b"));
    }
    return b.get();
  }

  private RehearsalWorkspace workspace(String which) {
    String domain = which + "." + label() + ".invalid";
    return new RehearsalWorkspace("Rehearsal " + which, domain, persons);
  }

  @Override
  public synchronized void restore() {
    if (a.isEmpty()) {
      a();
      return;
    }
    vendor.up(true);
    Browser owner = a.get().browser(Role.OWNER);
    String path = a.get().path() + "/connections";
    Page list = expect(owner.get(path), 200, "the list of connections");
    Matcher connection = CONNECTION.matcher(list.text());
    if (!connection.find()) {
      expect(owner.post(path, form()), 302, "connecting");
    } else if (!tokenInUse.equals(vendor.token())) {
      String rotation = path + "/" + UUID.fromString(connection.group(1)) + "/rotate";
      expect(owner.post(rotation, Map.of("token", vendor.token())), 302, "changing the token");
    }
    tokenInUse = vendor.token();
  }

  private Map<String, String> form() {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("connector", vendor.connector());
    form.put("label", "Rehearsal");
    form.put("account", "1");
    form.put("currency", "EUR");
    form.put("token", vendor.token());
    return form;
  }

  // Nobody who does not read this folder knows the addresses, so nobody can use up their share of
  // sign-in mails.
  private String label() {
    Path file = data.privateFolder("rehearsal").resolve("label");
    try {
      if (!Files.exists(file)) {
        Path draft = file.resolveSibling("label.new");
        Files.writeString(draft, "r" + UUID.randomUUID().toString().replace("-", ""));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("the label of the rehearsal addresses is out of reach", e);
    }
  }
}
