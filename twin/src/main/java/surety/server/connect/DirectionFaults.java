package surety.server.connect;

import surety.twin.SqlFault;

/// Connections that may go outward.
@SqlFault(
    id = "any-direction",
    control = "source-direction",
    off = "ALTER TABLE connect.connection DROP CONSTRAINT connection_is_inward",
    on =
        "ALTER TABLE connect.connection ADD CONSTRAINT connection_is_inward"
            + " CHECK (direction = 'inward')")
final class DirectionFaults {

  private DirectionFaults() {}
}
