package surety.bench.vendor;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import surety.sandbox.Firm;
import surety.sandbox.SandboxOptions;
import surety.sandbox.SandboxServer;

/// The stand-ins of all vendors in a process of their own, with recorded answers, so that neither
/// their time nor their memory is that of the process that reads.
public final class RecordedVendors implements AutoCloseable {

  private final Process process;
  private final int port;

  private RecordedVendors(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// Starts them with a firm of 60,000 time entries over three years.
  public static RecordedVendors start() throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx1g",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    RecordedVendors.class.getName()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader said = process.inputReader();
    String port = said.readLine();
    if (port == null) {
      throw new IOException("the stand-ins did not start");
    }
    return new RecordedVendors(process, Integer.parseInt(port));
  }

  /// The port on 127.0.0.1.
  public int port() {
    return port;
  }

  /// The process of the stand-ins: tells its port, and ends with its input.
  public static void main(String[] arguments) throws IOException {
    Firm firm = Firm.generate(7, LocalDate.now(ZoneOffset.UTC));
    try (SandboxServer sandbox = SandboxServer.start(SandboxOptions.of(firm));
        Recorder recorder = new Recorder(sandbox)) {
      System.out.println(recorder.port());
      System.in.transferTo(java.io.OutputStream.nullOutputStream());
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
