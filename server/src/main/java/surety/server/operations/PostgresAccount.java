package surety.server.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import surety.server.platform.StartRefused;

/// The operating system's account that PostgreSQL runs as.
///
/// PostgreSQL refuses to run as root. When the server is root there are two ways out, and which one
/// a cluster uses is decided by who owns its folder: `setpriv` to an account without rights, which
/// needs every folder on the way to be traversable by it, or else a user namespace (`unshare -U`)
/// in which root has no rights and the files stay root's own.
///
/// @param prefix the words before a command that make it run as this account
/// @param uid the owner that the cluster's files must have, or -1 to leave them
record PostgresAccount(List<String> prefix, int uid) {

  private static final int NOBODY = 65534;

  /// Decides how to run the programs in `binaries` on the cluster in `cluster`.
  static PostgresAccount choose(Path cluster, Path binaries) {
    if (uidOf(Path.of("/proc/self")) != 0) {
      return ordinary();
    }
    int owner = Files.isDirectory(cluster) ? uidOf(cluster) : NOBODY;
    if (owner != 0 && traversable(cluster) && traversable(binaries.resolve("bin"))) {
      String id = Integer.toString(owner);
      return new PostgresAccount(
          List.of("setpriv", "--reuid=" + id, "--regid=" + id, "--clear-groups", "--no-new-privs"),
          owner);
    }
    return namespaced(cluster, owner);
  }

  // PostgreSQL looks up the name of the account that it runs as, and a container may run under a
  // number that has none. In a user namespace of its own the number is that of nobody.
  private static PostgresAccount ordinary() {
    boolean hasName = !"?".equals(System.getProperty("user.name"));
    if (hasName) {
      return new PostgresAccount(List.of(), -1);
    }
    if (succeeds("unshare", "-U", "true")) {
      return new PostgresAccount(List.of("unshare", "-U"), -1);
    }
    throw new StartRefused(
        "PostgreSQL needs an account with a name, and this one has none in /etc/passwd. Add one, or"
            + " set SURETY_DATABASE_URL.");
  }

  private static PostgresAccount namespaced(Path cluster, int owner) {
    boolean ownFiles = owner == 0 || !Files.isDirectory(cluster);
    if (ownFiles && succeeds("unshare", "-U", "true")) {
      return new PostgresAccount(List.of("unshare", "-U"), -1);
    }
    throw new StartRefused(
        "PostgreSQL does not run as root, and the account that it would use cannot reach "
            + cluster.toAbsolutePath()
            + ". Start the server as an ordinary user, or set SURETY_DATA to a folder whose parents"
            + " are open to all (chmod a+x).");
  }

  /// A command that runs as this account, away from the terminal's process group: an interrupt
  /// there must reach the server first, which then stops PostgreSQL last.
  List<String> command(List<String> command) {
    List<String> all = new ArrayList<>();
    if (succeeds("setsid", "true")) {
      all.add("setsid");
    }
    all.addAll(prefix);
    all.addAll(command);
    return all;
  }

  /// Makes the account the owner of a file or folder.
  void give(Path file) throws IOException {
    if (uid >= 0) {
      Files.setAttribute(file, "unix:uid", uid);
      Files.setAttribute(file, "unix:gid", uid);
    }
  }

  private static boolean traversable(Path path) {
    for (Path folder = path.toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (!folder.equals(path.toAbsolutePath()) && !openToAll(folder)) {
        return false;
      }
    }
    return true;
  }

  private static boolean openToAll(Path folder) {
    try {
      return !Files.exists(folder)
          || Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_EXECUTE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int uidOf(Path file) {
    try {
      return (Integer) Files.getAttribute(file, "unix:uid");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean succeeds(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while starting PostgreSQL", e);
    }
  }
}
