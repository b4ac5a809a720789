package surety.server.posture.probes;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import surety.server.SuretyApplication;

/// The classes of this build, read from where the running server was started.
@Component
class ProductClasses {

  private static final String FIRST = "surety/server/SuretyApplication.class";

  /// All of them.
  List<ClassModel> all() throws IOException {
    ClassLoader loader = SuretyApplication.class.getClassLoader();
    URL first = loader.getResource(FIRST);
    if (first == null) {
      throw new IOException("the server does not find its own classes");
    }
    String root = first.toString().substring(0, first.toString().length() - FIRST.length());
    List<ClassModel> models = new ArrayList<>();
    for (Resource file :
        new PathMatchingResourcePatternResolver(loader)
            .getResources(root + "surety/server/**/*.class")) {
      models.add(ClassFile.of().parse(file.getContentAsByteArray()));
    }
    return models;
  }
}
