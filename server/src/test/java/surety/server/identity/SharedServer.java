package surety.server.identity;

/// One server for the tests of this module, which keep apart by using addresses of their own.
final class SharedServer {

  static final TestServer SERVER = TestServer.start(TestRoutes.class, TestKeyRoutes.class);

  private SharedServer() {}
}
