package surety.server.ai.limit;

/// How much a workspace, and each of its keys, may use. Zero means nothing at all.
///
/// @param requestsMinute requests in a minute, counted by each server for itself
/// @param tokensDay tokens in and out on a day, UTC
/// @param centsDay hundredths of a US dollar on a day, UTC
public record Limits(
    int requestsMinute,
    int keyRequestsMinute,
    long tokensDay,
    long keyTokensDay,
    long centsDay,
    long keyCentsDay) {}
