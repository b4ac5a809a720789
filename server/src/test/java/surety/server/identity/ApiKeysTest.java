package surety.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static surety.server.identity.SharedServer.SERVER;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import surety.server.identity.TestBrowser.Answer;
import surety.server.workspace.Permission;
import surety.server.workspace.Role;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ApiKeysTest {

  private static final Pattern KEY = Pattern.compile("surety_[A-Za-z0-9_-]{49}");

  private final String unique = UUID.randomUUID().toString().substring(0, 8);
  private final KeyClient program = new KeyClient(SERVER);
  private TestBrowser owner = SERVER.browser();
  private String base = "";

  @BeforeEach
  void createWorkspace() {
    SERVER.forgetLimits();
    owner = SERVER.signedIn("owner-" + unique + "@example.com");
    base = owner.post("/workspaces", "name", "Firm " + unique, "currency", "EUR").location();
  }

  @Test
  void a_key_makes_a_request_the_workspaces_own_as_AI_with_the_keys_permissions() {
    String key = made("models");
    String expected = base.substring(3) + " AI [AI_USE]";
    assertThat(ask("/ai/test/scope", Map.of("Authorization", "Bearer " + key))).isEqualTo(expected);
    assertThat(ask("/ai/test/scope", Map.of("x-api-key", key))).isEqualTo(expected);
    assertThat(program.send("POST", "/ai/test/post", Map.of("x-api-key", key), "{}").statusCode())
        .isEqualTo(200);
  }

  @Test
  void a_permission_that_the_key_does_not_have_is_refused() {
    assertThat(status("/ai/test/costs", made("models"))).isEqualTo(403);
    assertThat(status("/ai/test/scope", made("figures"))).isEqualTo(403);
    assertThat(status("/ai/test/costs", made("costs"))).isEqualTo(200);
  }

  @Test
  void what_is_no_key_and_two_keys_are_refused() {
    String key = made("models");
    for (String wrong :
        List.of("", "x", key.substring(1), key + "A", otherLast(key), key.toUpperCase())) {
      assertThat(status("/ai/test/scope", wrong)).as(wrong).isEqualTo(401);
    }
    assertThat(program.send("GET", "/ai/test/scope", Map.of(), "").statusCode()).isEqualTo(401);
    Map<String, String> both = new HashMap<>();
    both.put("x-api-key", key);
    both.put("Authorization", "Bearer " + made("models"));
    assertThat(program.send("GET", "/ai/test/scope", both, "").statusCode()).isEqualTo(401);
  }

  @Test
  void a_session_is_no_key_and_a_key_is_no_session() {
    assertThat(owner.get("/ai/test/scope").status()).isEqualTo(401);
    String key = made("models");
    var answer =
        program.send("GET", base + "/dashboard", Map.of("Authorization", "Bearer " + key), "");
    assertThat(answer.statusCode()).isEqualTo(302);
  }

  @Test
  void a_revoked_key_ends_at_the_next_request_and_stays_listed() {
    String key = made("models");
    assertThat(status("/ai/test/scope", key)).isEqualTo(200);
    String revoke = base + "/settings/keys/" + id() + "/revoke";
    assertThat(owner.post(revoke).status()).isEqualTo(302);
    assertThat(status("/ai/test/scope", key)).isEqualTo(401);
    assertThat(owner.get(base + "/settings/keys").body()).contains("robot", "revoked");
    assertThat(owner.post(revoke).status()).as("a double click").isEqualTo(302);
  }

  @Test
  void an_expired_key_is_refused() {
    String key = made("models");
    SERVER
        .superuser()
        .sql(
            """
            UPDATE identity.api_key SET created_at = now() - interval '2 days',
                                        expires_at = now() - interval '1 second'
             WHERE workspace_id = ?
            """)
        .param(1, UUID.fromString(base.substring(3)))
        .update();
    assertThat(status("/ai/test/scope", key)).isEqualTo(401);
    assertThat(owner.get(base + "/settings/keys").body()).contains("expired");
  }

  @Test
  void a_key_is_shown_once_and_only_its_hash_is_stored() {
    String key = made("models");
    assertThat(owner.get(base + "/settings/keys").body()).doesNotContain(key.substring(10, 40));
    String stored =
        SERVER
            .superuser()
            .sql("SELECT string_agg(s::text, ' ') FROM identity.api_key_secret s")
            .query(String.class)
            .single();
    byte[] secret = ApiKeySecret.parse(key).orElseThrow().bytes();
    assertThat(stored).doesNotContain(java.util.HexFormat.of().formatHex(secret));
    assertThat(stored).doesNotContain(key.substring(10, 40));
  }

  @Test
  void the_page_tells_when_a_key_was_last_used_and_the_trail_tells_of_making_and_revoking() {
    String key = made("models");
    assertThat(owner.get(base + "/settings/keys").body()).contains("Never");
    assertThat(status("/ai/test/scope", key)).isEqualTo(200);
    assertThat(owner.get(base + "/settings/keys").body()).doesNotContain("Never");
    owner.post(base + "/settings/keys/" + id() + "/revoke");
    assertThat(owner.get(base + "/security/changes").body()).contains("api key", "revoked at");
  }

  @Test
  void a_name_a_use_and_a_time_are_needed() {
    assertThat(create(" ", "90", "models").status()).isEqualTo(422);
    assertThat(create("x".repeat(101), "90", "models").status()).isEqualTo(422);
    assertThat(create("robot", "91", "models").status()).isEqualTo(422);
    assertThat(create("robot", "90", "settings").status()).isEqualTo(422);
  }

  @Test
  void nobody_but_an_owner_sees_or_makes_keys() {
    for (String role : List.of("MANAGER", "REP", "VIEWER")) {
      String email = role.toLowerCase(java.util.Locale.ROOT) + "-" + unique + "@example.com";
      TestBrowser member = SERVER.signedIn(email);
      SERVER.join(UUID.fromString(base.substring(3)), email, role);
      assertThat(member.get(base + "/settings/keys").status()).isEqualTo(403);
      assertThat(member.post(base + "/settings/keys", "name", "x").status()).isEqualTo(403);
    }
  }

  @Test
  void the_database_makes_keys_for_owners_alone_and_never_one_that_manages() {
    var scopes = SERVER.bean(WorkspaceScopes.class);
    var workspace = new WorkspaceId(UUID.fromString(base.substring(3)));
    UUID member =
        SERVER
            .superuser()
            .sql("SELECT id FROM workspace.member WHERE workspace_id = ?")
            .param(1, workspace.value())
            .query(UUID.class)
            .single();
    var asOwner = scopes.ofVerifiedMember(workspace, member, Role.OWNER);
    insert(asOwner, Permission.AI_USE.bit(), 90);
    for (WorkspaceScope scope :
        List.of(
            scopes.ofVerifiedMember(workspace, UUID.randomUUID(), Role.OWNER),
            scopes.ofSystemJob(workspace, Role.OWNER.permissions()),
            scopes.ofVerifiedKey(workspace, member, Set.of(Permission.values())))) {
      assertThatThrownBy(() -> insert(scope, Permission.AI_USE.bit(), 90))
          .isInstanceOf(DataAccessException.class)
          .hasStackTraceContaining("only an owner may do this");
    }
    long manages = Permission.AI_USE.bit() | Permission.SETTINGS_MANAGE.bit();
    assertThatThrownBy(() -> insert(asOwner, manages, 90))
        .hasStackTraceContaining("may_look_and_ask");
    assertThatThrownBy(() -> insert(asOwner, Permission.AI_USE.bit(), 400))
        .hasStackTraceContaining("at_most_a_year");
  }

  private static void insert(WorkspaceScope scope, long permissions, int days) {
    SERVER
        .bean(WorkspaceDatabase.class)
        .write(
            scope,
            client ->
                client
                    .sql(
                        "SELECT identity.create_api_key(gen_random_uuid(), 'x', sha256(?::text"
                            + "::bytea), ?, make_interval(days => ?))")
                    .params(UUID.randomUUID().toString(), permissions, days)
                    .query(Boolean.class)
                    .single());
  }

  private String made(String use) {
    Answer answer = create("robot", "90", use);
    assertThat(answer.header("cache-control")).contains("no-store");
    Matcher key = KEY.matcher(answer.body());
    assertThat(key.find()).as(answer.body()).isTrue();
    return key.group();
  }

  private Answer create(String name, String days, String use) {
    return owner.post(base + "/settings/keys", "name", name, "days", days, "use", use);
  }

  private String id() {
    return SERVER
        .superuser()
        .sql("SELECT id::text FROM identity.api_key WHERE workspace_id = ? LIMIT 1")
        .param(1, UUID.fromString(base.substring(3)))
        .query(String.class)
        .single();
  }

  private static String otherLast(String key) {
    char last = key.charAt(key.length() - 1);
    return key.substring(0, key.length() - 1) + (last == 'A' ? 'Q' : 'A');
  }

  private int status(String path, String key) {
    return program.send("GET", path, Map.of("x-api-key", key), "").statusCode();
  }

  private String ask(String path, Map<String, String> headers) {
    return program.send("GET", path, headers, "").body();
  }
}
