package surety.server.operations;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import surety.server.platform.DataFolder;
import surety.server.platform.ServerSettings;

/// Begins to open the embedded database while the server is still looking for its own parts: on two
/// processors neither waits for the other.
///
/// Only the embedded one, which is nobody else's. An external database is not touched before every
/// setting has been read.
public final class DatabaseStart
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    var beans = (DefaultListableBeanFactory) context.getBeanFactory();
    try {
      Binder settings = Binder.get(context.getEnvironment());
      DatabaseSettings database = settings.bindOrCreate("surety.database", DatabaseSettings.class);
      if (database.url() == null) {
        Path data = new DataFolder(settings.bindOrCreate("surety", ServerSettings.class)).path();
        Opening opening = Opening.begin(database, data);
        beans.registerSingleton(Opening.class.getName(), opening);
        // Made first and so ended last; also when the server refuses to start before it has asked.
        beans.registerDisposableBean(Opening.class.getName(), opening::close);
      }
    } catch (BindException e) {
      // The settings are read once more, and what is wrong with them is told then.
    }
  }

  /// A database on its way.
  static final class Opening implements AutoCloseable {

    private final CompletableFuture<ServerDatabase> database = new CompletableFuture<>();

    private Opening() {}

    private static Opening begin(DatabaseSettings settings, Path data) {
      Opening opening = new Opening();
      Thread.ofPlatform().name("database").start(() -> opening.run(settings, data));
      return opening;
    }

    private void run(DatabaseSettings settings, Path data) {
      try {
        database.complete(ServerDatabase.open(settings, data));
      } catch (RuntimeException | Error e) {
        database.completeExceptionally(e);
      }
    }

    /// Waits for it.
    ///
    /// @throws surety.server.platform.StartRefused as [ServerDatabase#open]
    ServerDatabase await() {
      long begun = System.nanoTime();
      try {
        return database.join().awaited(System.nanoTime() - begun);
      } catch (CompletionException e) {
        throw e.getCause() instanceof RuntimeException refused ? refused : e;
      }
    }

    /// Stops it, however far it has come.
    @Override
    public void close() {
      try {
        database.join().close();
      } catch (CompletionException e) {
        // It never opened. Whoever awaits it is told why.
      }
    }
  }
}
