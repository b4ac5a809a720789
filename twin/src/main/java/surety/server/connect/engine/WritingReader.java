package surety.server.connect.engine;

import surety.server.connect.SourceReader;

/// A reader that could write, to be found.
abstract class WritingReader implements SourceReader {

  /// What no reader has.
  public void updateInvoice() {}
}
