package surety.server.platform;

/// What a client reads about a request that was not served: a problem of RFC 9457.
///
/// The texts are fixed. They never repeat what the client sent, nor the cause of a failure.
///
/// @param name the last part of the problem's type, `urn:surety:problem:<name>`; it never changes
/// @param status of the answer
/// @param title what happened, in a few words
/// @param detail what the reader can do about it, a sentence
public record Problem(String name, int status, String title, String detail) {

  public static final Problem MALFORMED =
      new Problem(
          "malformed",
          400,
          "This request could not be understood",
          "Go back, check what you entered and try again.");

  public static final Problem SIGNED_OUT =
      new Problem("signed-out", 401, "You are not signed in", "Sign in and try again.");

  public static final Problem KEY =
      new Problem(
          "key",
          401,
          "This API key is not accepted",
          "It may be missing, wrong, expired or revoked. An owner of the workspace makes a new one"
              + " under Settings, API keys.");

  public static final Problem FORBIDDEN =
      new Problem(
          "forbidden",
          403,
          "Your role does not allow this",
          "Ask an owner of the workspace if you need it.");

  public static final Problem FORGED =
      new Problem(
          "forged",
          403,
          "This request was refused",
          "The page that sent it was too old or came from elsewhere. Open the page again and"
              + " repeat what you did.");

  public static final Problem NOT_FOUND =
      new Problem(
          "not-found",
          404,
          "There is nothing here",
          "The address may be wrong, or what was here may be gone or not yours to see.");

  public static final Problem METHOD =
      new Problem("method", 405, "This cannot be done here", "Open the page and use its buttons.");

  public static final Problem TOO_LARGE =
      new Problem("too-large", 413, "This is too large", "Send less at a time.");

  public static final Problem INVALID =
      new Problem(
          "invalid",
          422,
          "Something entered is not valid",
          "Go back, check the fields, try again.");

  public static final Problem TOO_MANY =
      new Problem(
          "too-many-requests", 429, "Too many requests", "Wait a little and then try again.");

  public static final Problem FAILED =
      new Problem(
          "failed",
          500,
          "Something went wrong here",
          "Nothing was changed by halves. Try again; if it stays, tell whoever runs this server.");

  public static final Problem UNAVAILABLE =
      new Problem("unavailable", 503, "The server is busy", "Try again in a few moments.");

  /// The problem as a URI that stays the same.
  public String type() {
    return "urn:surety:problem:" + name;
  }

  /// The general problem of a status.
  static Problem of(int status) {
    return switch (status) {
      case 401 -> SIGNED_OUT;
      case 403 -> FORBIDDEN;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD;
      case 413 -> TOO_LARGE;
      case 422 -> INVALID;
      case 429 -> TOO_MANY;
      case 503 -> UNAVAILABLE;
      default -> status >= 500 ? FAILED : MALFORMED;
    };
  }
}
