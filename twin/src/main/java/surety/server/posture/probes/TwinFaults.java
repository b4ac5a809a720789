package surety.server.posture.probes;

import java.util.List;
import java.util.SortedMap;
import surety.twin.Fault;
import surety.twin.FaultSwitch;

/// A server in which the switches can be reached: this one.
///
/// A twin looks like the server that it is the twin of, or the probe that searches for twins could
/// never pass in it. The fault takes the cover off.
final class TwinFaults {

  private static final String ID = "twin-present";
  private static final String CONTROL = "twin-unreachable";
  private static final String OURS = "surety.twin.";

  private TwinFaults() {}

  @Fault(
      id = ID,
      control = CONTROL,
      target = RunningProgram.class,
      method = "loads",
      whileOff = true)
  static boolean loads(RunningProgram self, String name) {
    return !name.startsWith(OURS) && FaultSwitch.callOriginal(() -> self.loads(name));
  }

  @Fault(
      id = ID,
      control = CONTROL,
      target = RunningProgram.class,
      method = "arguments",
      whileOff = true)
  static List<String> arguments(RunningProgram self) {
    return FaultSwitch.callOriginal(self::arguments).stream()
        .filter(argument -> !argument.startsWith("-javaagent:"))
        .toList();
  }

  @Fault(
      id = ID,
      control = CONTROL,
      target = RunningProgram.class,
      method = "classFiles",
      whileOff = true)
  static SortedMap<String, byte[]> classFiles(RunningProgram self) {
    SortedMap<String, byte[]> files = FaultSwitch.callOriginal(self::classFiles);
    files.values().removeIf(TwinFaults::isOurs);
    return files;
  }

  private static boolean isOurs(byte[] code) {
    return new String(code, java.nio.charset.StandardCharsets.ISO_8859_1)
        .contains(OURS.replace('.', '/'));
  }
}
