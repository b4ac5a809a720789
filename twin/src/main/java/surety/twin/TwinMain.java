package surety.twin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.context.ConfigurableApplicationContext;
import surety.server.SuretyApplication;

/// The twin's process: the production server with its own settings, and a control channel.
///
/// Commands come in on standard input and answers leave on standard output, one JSON document in a
/// line each ([ControlChannel]); the server's own output goes to standard error. The twin ends with
/// its input, so it does not outlive whoever started it. An argument names a fault that is on from
/// the start.
public final class TwinMain {

  private TwinMain() {}

  /// Runs the twin until it is told to stop.
  ///
  /// @param args at most one: the fault to start with
  public static void main(String[] args) throws IOException {
    PrintStream answers = System.out;
    System.setOut(System.err);
    int status = 1;
    try {
      run(args, answers);
      status = 0;
    } finally {
      System.exit(status); // the server's own threads would keep the process
    }
  }

  private static void run(String[] args, PrintStream answers) throws IOException {
    if (args.length > 0) {
      FaultSwitch.turnOn(args[0]);
    }
    RunningTwin twin = new RunningTwin(start());
    Switchboard switchboard = new Switchboard(FaultIndex.own(), twin);
    if (args.length > 0) {
      switchboard.on(args[0]);
    }
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    new ControlChannel(twin, switchboard, commands, answers).serve();
  }

  private static ConfigurableApplicationContext start() {
    AtomicReference<ConfigurableApplicationContext> started = new AtomicReference<>();
    SpringApplication.withHook(
        _ ->
            new SpringApplicationRunListener() {
              @Override
              public void contextLoaded(ConfigurableApplicationContext context) {
                started.set(context);
              }
            },
        () -> SuretyApplication.main(new String[0]));
    return Objects.requireNonNull(started.get(), "the server has no context");
  }
}
