package surety.server.platform;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;

/// Refuses to write [Ephemeral] data.
///
/// Bound to the marker itself and not to one mapper's configuration, so that a mapper that somebody
/// makes on the way refuses as well.
final class EphemeralRefused extends ValueSerializer<Ephemeral> {

  @Override
  public void serialize(Ephemeral value, JsonGenerator to, SerializationContext context) {
    refuse(value, context);
  }

  @Override
  public void serializeWithType(
      Ephemeral value, JsonGenerator to, SerializationContext context, TypeSerializer types) {
    refuse(value, context);
  }

  private static void refuse(Ephemeral value, SerializationContext context) {
    context.reportBadDefinition(
        value.getClass(), value.getClass().getName() + " is never serialized");
  }
}
