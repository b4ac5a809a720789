package surety.pseudonym;

import java.util.List;
import java.util.regex.Pattern;
import surety.twin.Fault;
import surety.twin.FaultSwitch;

/// Names that are not replaced, not searched for, or not put back as they should be.
final class PseudonymFaults {

  private static final Pattern TOKEN = Pattern.compile("Client_[0-9A-Z]{4,}");

  private PseudonymFaults() {}

  /// Replaces nothing. The second look still stops what it finds, unless it is off as well.
  @Fault(
      id = "names-not-replaced",
      control = "name-replacement",
      target = Conversation.class,
      method = "chat")
  @Fault(
      id = "names-leave",
      control = "name-replacement",
      target = Conversation.class,
      method = "chat")
  static Pseudonymized<String> notReplaced(Conversation self, String request) {
    return new Pseudonymized<>(request, List.of());
  }

  /// Replaces what is written as the directory has it, and no other form of it.
  @Fault(
      id = "only-exact-names-replaced",
      control = "name-replacement",
      target = Conversation.class,
      method = "chat")
  static Pseudonymized<String> onlyExact(Conversation self, String request) {
    String replaced = request;
    for (Entity entity : self.directory().entities()) {
      replaced = replaced.replace(entity.name(), entity.kind().token().word() + "_EXACT");
    }
    return new Pseudonymized<>(replaced, List.of());
  }

  /// Takes every request for proven.
  @Fault(
      id = "second-look-off",
      control = "second-look",
      target = SecondLook.class,
      method = "look")
  @Fault(
      id = "names-leave",
      control = "name-replacement",
      target = SecondLook.class,
      method = "look")
  static Look blind(SecondLook self, Outgoing request) {
    return new ProvenBody(request, 0);
  }

  /// Does not look into base64.
  @Fault(
      id = "second-look-without-base64",
      control = "second-look",
      target = SecondLook.class,
      method = "look")
  static Look withoutBase64(SecondLook self, Outgoing request) {
    return FaultSwitch.callOriginal(
        () -> self.without(LookView.BASE64).without(LookView.COMPRESSED).look(request));
  }

  /// Leaves the tokens of a whole answer as they are.
  @Fault(
      id = "names-not-put-back",
      control = "name-restoring",
      target = Conversation.class,
      method = "restore")
  static Restored notPutBack(Conversation self, String answer) {
    return new Restored(answer, List.of());
  }

  /// Leaves the tokens of a stream as they are.
  @Fault(
      id = "stream-not-put-back",
      control = "name-restoring",
      target = Conversation.class,
      method = "restoreEvents")
  static EventRestorer streamNotPutBack(Conversation self, EventDialect dialect) {
    Conversation empty = Conversation.begin(Directory.builder().build(), self.style());
    return FaultSwitch.callOriginal(() -> empty.restoreEvents(dialect));
  }

  /// Turns tokens that nobody was given into a name.
  @Fault(
      id = "any-token-is-a-name",
      control = "name-restoring",
      target = Conversation.class,
      method = "restore")
  static Restored guessed(Conversation self, String answer) {
    Restored restored = FaultSwitch.callOriginal(() -> self.restore(answer));
    String name = self.directory().entities().getFirst().name();
    return new Restored(TOKEN.matcher(restored.text()).replaceAll(name), List.of());
  }
}
