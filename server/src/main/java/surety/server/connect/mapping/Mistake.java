package surety.server.connect.mapping;

/// Something that a connector file says and the format does not allow.
///
/// @param line from 1; 0 where there is none
/// @param problem what was found
/// @param remedy what to write instead
public record Mistake(String file, int line, String problem, String remedy) {

  @Override
  public String toString() {
    return file + ", line " + line + ": " + problem + ". " + remedy + ".";
  }
}
