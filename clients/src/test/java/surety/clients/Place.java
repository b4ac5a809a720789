package surety.clients;

import surety.sandbox.SandboxServer;
import surety.sandbox.model.ModelCall;
import surety.sandbox.model.Provider;

/// Where clients are pointed at: straight at the stand-ins, or at what stands before them.
interface Place extends AutoCloseable {

  void start() throws Exception;

  /// The stand-ins that answer in the end.
  SandboxServer sandbox();

  String baseUrl(Provider provider);

  /// The key that the client has.
  String key();

  /// A client of the firm, as the program writes it.
  String first();

  /// Another client of the firm.
  String second();

  Trust trust();

  /// Fails if the call should not have come so far.
  void check(ModelCall call);
}
