package surety.server.ai.gateway;

import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import surety.twin.Fault;
import surety.twin.FaultSwitch;
import tools.jackson.databind.JsonNode;

/// A gateway that tells its log too much, or asks providers for what it must not.
final class GatewayFaults {

  private static final Logger LOG = LoggerFactory.getLogger(GatewayFaults.class);

  private GatewayFaults() {}

  /// Logs what a model answered.
  @Fault(
      id = "answer-logged",
      control = "answers-unlogged",
      target = Program.class,
      method = "send")
  static void logged(Program self, byte[] bytes) throws Recipient.Gone {
    LOG.info("answered {}", new String(bytes, StandardCharsets.UTF_8));
    FaultSwitch.callOriginal(
        () -> {
          self.send(bytes);
          return true;
        });
  }

  /// Sends what is meant for an answer to where models are trained.
  @Fault(
      id = "request-for-training",
      control = "training-paths",
      target = Endpoint.class,
      method = "path")
  static String forTraining(Endpoint self) {
    return self == Endpoint.RESPONSES ? "/fine_tuning/jobs" : FaultSwitch.callOriginal(self::path);
  }

  /// Lets any field through.
  @Fault(
      id = "kept-by-the-provider",
      control = "training-paths",
      target = FieldRules.class,
      method = "check")
  static void anyField(Endpoint endpoint, JsonNode root) {}
}
