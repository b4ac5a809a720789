package surety.server.connect;

/// Where a system stands among those of a workspace that have records of one kind.
///
/// @param rank 0 for the system that counts, more for those after it
/// @param leftOut whether records that only this system has are left out of the figures
public record Place(int rank, boolean leftOut) {}
