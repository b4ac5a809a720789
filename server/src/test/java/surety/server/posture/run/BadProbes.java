package surety.server.posture.run;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.TargetBrowser;
import surety.server.workspace.Role;

/// Seven probes of one claim, that nobody else reads workspace a's note: one that attacks, and six
/// that show nothing.
final class BadProbes {

  private BadProbes() {}

  static Probe honest() {
    return named("honest", BadProbes::attack);
  }

  static Probe alwaysPasses() {
    return named(
        "always-passes",
        run -> {
          run.population("made up", List.of("note"));
          run.control("own member reads", true);
          run.echo(run.nonce().getBytes(StandardCharsets.US_ASCII));
          run.attack("note", new Attempt.Refused("404"));
        });
  }

  static Probe passesOnTimeOut() {
    return new Named("passes-on-time-out", Duration.ofMillis(100)) {
      @Override
      public void run(ProbeRun run) {
        try {
          Thread.sleep(Duration.ofSeconds(60));
        } catch (InterruptedException e) {
          attack(run);
        }
      }

      private void attack(ProbeRun run) {
        BadProbes.attack(run);
      }
    };
  }

  static Probe hasNoCases() {
    return named(
        "has-no-cases",
        run -> {
          run.population("a list that was lost", List.of());
          plant(run);
          run.control("own member reads", true);
        });
  }

  static Probe ignoresTheAnswer() {
    return named(
        "ignores-the-answer",
        run -> {
          run.population("the notes", List.of("note"));
          plant(run);
          stranger(run);
          run.control("own member reads", true);
          run.attack("note", new Attempt.Refused("as always"));
        });
  }

  /// Keeps the answer of its first run.
  static Probe answersFromMemory() {
    byte[][] kept = new byte[1][];
    return named(
        "answers-from-memory",
        run -> {
          run.population("the notes", List.of("note"));
          if (kept[0] == null) {
            kept[0] = plant(run);
          } else {
            run.echo(kept[0]);
          }
          run.control("own member reads", true);
          run.attack("note", new Attempt.Refused("404"));
        });
  }

  /// Attacks a target that it brought along.
  static Probe attacksSomethingElse() {
    var other = new Target();
    return named(
        "attacks-something-else",
        run -> {
          var means = other.means().canaries().get();
          String path = "/w/" + means.a().workspace() + "/note";
          run.population("the notes", List.of("note"));
          TargetBrowser.Page own = means.a().as(Role.OWNER).post(path, Map.of("note", run.nonce()));
          run.echo(own.body());
          run.control("own member reads", own.status() == 200);
          int status = means.b().as(Role.OWNER).get(path).status();
          run.attack("note", Attempt.of(status == 404, "status " + status));
        });
  }

  static void attack(ProbeRun run) {
    run.population("the notes", List.of("note"));
    byte[] own = plant(run);
    run.control("own member reads", new String(own, StandardCharsets.UTF_8).contains(run.nonce()));
    TargetBrowser.Page seen = stranger(run);
    run.attack("note", Attempt.of(seen.status() == 404, "status " + seen.status()));
  }

  private static byte[] plant(ProbeRun run) {
    byte[] own =
        run.canaries().a().as(Role.OWNER).post(path(run), Map.of("note", run.nonce())).body();
    run.echo(own);
    return own;
  }

  private static TargetBrowser.Page stranger(ProbeRun run) {
    return run.canaries().b().as(Role.OWNER).get(path(run));
  }

  private static String path(ProbeRun run) {
    return "/w/" + run.canaries().a().workspace() + "/note";
  }

  private static Probe named(String id, java.util.function.Consumer<ProbeRun> work) {
    return new Named(id, Duration.ofSeconds(60)) {
      @Override
      public void run(ProbeRun run) {
        work.accept(run);
      }
    };
  }

  private abstract static class Named implements Probe {
    private final String id;
    private final Duration budget;

    Named(String id, Duration budget) {
      this.id = id;
      this.budget = budget;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public String attack() {
      return "Reads another workspace's note.";
    }

    @Override
    public Duration budget() {
      return budget;
    }
  }
}
