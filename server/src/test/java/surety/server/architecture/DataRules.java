package surety.server.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.PlatformTransactionManager;
import surety.server.architecture.fixture.CallsOut;
import surety.server.architecture.fixture.EntersScopes;
import surety.server.architecture.fixture.KeepsRecord;
import surety.server.architecture.fixture.OpensDatabase;
import surety.server.architecture.fixture.SerializableRecord;
import surety.server.audit.fixture.AuditsRecord;
import surety.server.platform.Ephemeral;
import surety.server.workspace.WorkspaceScopes;

/// Who may reach data, and where data of a firm's own systems may be.
final class DataRules {

  private DataRules() {}

  static List<Rule> all() {
    return List.of(
        databaseDoor(), scopes(), ephemeralAway(), ephemeralFields(), notSerializable(), egress());
  }

  private static DescribedPredicate<JavaClass> named(String... simpleNames) {
    Set<String> names = Set.of(simpleNames);
    return describe(
        "named " + names,
        javaClass -> names.contains(outermost(javaClass).getName().replace("surety.server.", "")));
  }

  private static JavaClass outermost(JavaClass javaClass) {
    return javaClass.getEnclosingClass().map(DataRules::outermost).orElse(javaClass);
  }

  private static Rule databaseDoor() {
    DescribedPredicate<JavaClass> mayOpen =
        resideInAnyPackage(
                "surety.server.workspace..",
                // Probes use a connection of the runtime role as whoever injects SQL would.
                "surety.server.posture.probe..",
                "surety.server.posture.probes..",
                "surety.server.posture.run..")
            .or(
                named(
                    "operations.DatabaseBootstrap",
                    "operations.DatabaseLogin",
                    "operations.EmbeddedDatabase",
                    "operations.EmbeddedPostgres",
                    "operations.Migrations",
                    "operations.RuntimeRoleCheck",
                    "operations.SchemaCheck",
                    "operations.ServerDatabase",
                    "operations.ServerDatabaseConfiguration",
                    // Is lent a connection by WorkspaceDatabase, to write many scopes' entries in
                    // one commit.
                    "audit.AccessRows"))
            // Attack the database with what injected SQL has, and without a scope.
            .or(
                resideInAnyPackage(
                    "surety.server.posture.ground..",
                    "surety.server.posture.probe..",
                    "surety.server.posture.probes.."));
    DescribedPredicate<JavaClass> databases =
        assignableTo(DataSource.class)
            .or(assignableTo(java.sql.Connection.class))
            .or(assignableTo(JdbcOperations.class))
            .or(assignableTo(PlatformTransactionManager.class))
            .or(type(java.sql.DriverManager.class))
            .or(assignableTo(java.sql.Driver.class));
    return Rule.of(
        noClasses().that(DescribedPredicate.not(mayOpen)).should().dependOnClassesThat(databases),
        "only module workspace, and the start of the server, opens the database",
        OpensDatabase.class);
  }

  private static Rule scopes() {
    DescribedPredicate<JavaClass> mayMake =
        named(
            // What turns a verified session and membership into a scope.
            "identity.WorkspaceInterceptor",
            "identity.WebConfiguration",
            // What turns a verified API key into a scope.
            "identity.ApiKeys",
            // The server's own scope outside every workspace, for sign-in requests.
            "identity.SignInRequests",
            // The same scope, for appending signed evidence.
            "posture.record.LedgerRows",
            // The same scope, for giving entries of all workspaces their places in the logs.
            "audit.log.SequencerRows",
            // The same scope, for the entries of the installation, which is no workspace.
            "audit.AdministrationLog",
            // The server's own job on each workspace's log.
            "audit.log.Checkpoints",
            // The server's own scope, for claiming streams of all workspaces, and its job on each.
            "audit.stream.StreamTurns",
            // The same for watching the logs of all workspaces, and for telling each its alerts.
            "audit.alert.AlertRows",
            // The first scope of a workspace that its creator has just made.
            "workspace.Workspaces",
            "workspace.WorkspaceScopes",
            // The server's own jobs on one workspace.
            "insight.Refresher",
            // What a call to a model needs, on behalf of the same key.
            "ai.analysis.Analyses",
            "ai.names.NamesDirectory",
            "ai.names.NamesReading",
            "ai.provider.Standings",
            "ai.limit.UsageRows",
            "ai.mcp.AgentGround",
            "connect.ConnectionHealth",
            "connect.Grants",
            // Attacks with a whole valid scope, as who has won one.
            "posture.probes.SourceDirection",
            "connect.Connections",
            "vault.CredentialRewrap",
            // The server's own scope, for what all servers know of root keys.
            "vault.RootKeyRegistry",
            // The rows of the workspaces that the server attacks for its own checks.
            "posture.probes.CanaryRows",
            "posture.probes.InjectedSql",
            "posture.probes.Accesses",
            "vault.CredentialVault");
    return Rule.of(
        noClasses()
            .that(DescribedPredicate.not(mayMake))
            .should()
            .dependOnClassesThat(type(WorkspaceScopes.class)),
        "only listed classes make scopes",
        EntersScopes.class);
  }

  private static final String[] KEEPERS = {
    "surety.server.audit..",
    "surety.server.vault..",
    "surety.server.identity..",
    "surety.server.workspace..",
    "surety.server.operations.."
  };

  private static Rule ephemeralAway() {
    return Rule.of(
        noClasses()
            .that()
            .resideInAnyPackage(KEEPERS)
            .should()
            .dependOnClassesThat(assignableTo(Ephemeral.class)),
        "modules that store or log know no ephemeral type",
        AuditsRecord.class);
  }

  private static Rule ephemeralFields() {
    return Rule.of(
        fields().should(beEphemeralInConnectorsAndFiguresAlone()),
        "only connectors, figures and names for models have fields of ephemeral types",
        KeepsRecord.class);
  }

  private static ArchCondition<JavaField> beEphemeralInConnectorsAndFiguresAlone() {
    return new ArchCondition<>("be ephemeral in connect, insight and ai alone") {
      @Override
      public void check(JavaField field, ConditionEvents events) {
        boolean ephemeral =
            field.getType().getAllInvolvedRawTypes().stream()
                .anyMatch(raw -> raw.isAssignableTo(Ephemeral.class));
        String where = field.getOwner().getPackageName() + ".";
        boolean allowed =
            where.startsWith("surety.server.connect.")
                || where.startsWith("surety.server.insight.")
                || where.startsWith("surety.server.ai.");
        if (ephemeral && !allowed) {
          events.add(SimpleConditionEvent.violated(field, field.getDescription()));
        }
      }
    };
  }

  private static Rule notSerializable() {
    return Rule.of(
        classes()
            .that()
            .areAssignableTo(Ephemeral.class)
            .should()
            .notBeAssignableTo(Serializable.class),
        "ephemeral types are not Serializable",
        SerializableRecord.class);
  }

  private static Rule egress() {
    DescribedPredicate<JavaClass> mayCall =
        resideInAnyPackage("surety.server.egress..")
            // Mail, to the one host that the operator configured.
            .or(named("platform.SmtpDelivery", "platform.FileDelivery"))
            // The operator's own key service, which unwraps the root key at start.
            .or(named("vault.TransitWrapping"))
            // Plays those who are outside, on loopback alone.
            .or(resideInAnyPackage("surety.server.posture.ground.."))
            // Speaks raw bytes and weak TLS to the server's own ports.
            .or(named("posture.probes.Listening", "posture.probes.TransportHttpsProbe"))
            // The operator's commands, over a socket in the data folder.
            .or(resideInAnyPackage("surety.server.posture.command.."))
            // A free port and the readiness of the embedded PostgreSQL, on loopback.
            .or(named("operations.EmbeddedPostgres"))
            // Asks its class loader how large the archive with PostgreSQL is.
            .or(named("operations.PostgresBinaries"));
    DescribedPredicate<JavaClass> clients =
        resideInAnyPackage(
                "java.net.http..",
                "org.apache.hc..",
                "jakarta.mail..",
                "org.springframework.mail.javamail..",
                "org.springframework.web.client..",
                "org.springframework.web.reactive..")
            // What an answer carries, and no way to get one.
            .and(DescribedPredicate.not(type(java.net.http.HttpHeaders.class)))
            .or(
                belongToAnyOf(
                    java.net.Socket.class,
                    java.net.ServerSocket.class,
                    java.net.DatagramSocket.class,
                    java.net.URLConnection.class,
                    java.nio.channels.SocketChannel.class,
                    java.nio.channels.ServerSocketChannel.class,
                    java.nio.channels.DatagramChannel.class,
                    java.nio.channels.AsynchronousSocketChannel.class));
    return Rule.of(
        noClasses().that(DescribedPredicate.not(mayCall)).should().dependOnClassesThat(clients),
        "only egress reaches other hosts",
        CallsOut.class);
  }
}
