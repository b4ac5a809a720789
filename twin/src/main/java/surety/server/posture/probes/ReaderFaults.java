package surety.server.posture.probes;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.util.ArrayList;
import java.util.List;
import surety.twin.Fault;
import surety.twin.FaultSwitch;

/// A build with a reader in it that could write.
final class ReaderFaults {

  private static final String CLASS = "/surety/server/connect/engine/WritingReader.class";

  private ReaderFaults() {}

  /// Puts one more class into the build.
  @Fault(
      id = "reader-that-writes",
      control = "adapter-shape",
      target = ProductClasses.class,
      method = "all")
  static List<ClassModel> readerThatWrites(ProductClasses self) throws IOException {
    List<ClassModel> all = new ArrayList<>(FaultSwitch.callOriginal(self::all));
    try (InputStream in = ReaderFaults.class.getResourceAsStream(CLASS)) {
      if (in == null) {
        throw new IOException("the class is missing from the twin");
      }
      all.add(ClassFile.of().parse(in.readAllBytes()));
    }
    return all;
  }
}
