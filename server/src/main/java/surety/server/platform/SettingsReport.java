package surety.server.platform;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;

/// Tells at start which settings are in effect, and refuses a setting that nothing reads.
///
/// Spring ignores an environment variable with a typing error; a server that then runs with a
/// default instead of what the operator meant is worse than one that does not start.
@Component
public class SettingsReport implements SmartInitializingSingleton {

  private static final Logger log = LoggerFactory.getLogger(SettingsReport.class);
  private static final Pattern SECRET = Pattern.compile("(PASSWORD|SECRET|TOKEN|KEY)$");
  private static final String PREFIX = "SURETY_";

  private final ApplicationContext context;
  private final Map<String, String> environment;

  @Autowired
  SettingsReport(ApplicationContext context) {
    this(context, System.getenv());
  }

  SettingsReport(ApplicationContext context, Map<String, String> environment) {
    this.context = context;
    this.environment = environment;
  }

  @Override
  public void afterSingletonsInstantiated() {
    SortedMap<String, String> effective = effective();
    refuseUnknown(effective);
    effective.forEach((name, value) -> log.info("{} = {}", name, value));
  }

  /// The settings by the name of their environment variable, secrets masked.
  public SortedMap<String, String> effective() {
    SortedMap<String, String> settings = new TreeMap<>();
    for (Object bean : context.getBeansWithAnnotation(ConfigurationProperties.class).values()) {
      String prefix = prefix(bean.getClass());
      if (bean instanceof Record settingsRecord && prefix.startsWith("surety")) {
        collect(variable(prefix), settingsRecord, settings);
      }
    }
    return settings;
  }

  private void refuseUnknown(Map<String, String> known) {
    List<String> unknown = new ArrayList<>();
    for (String name : environment.keySet()) {
      if (name.startsWith(PREFIX) && !known.containsKey(name) && !ofLauncher(name)) {
        unknown.add(name);
      }
    }
    if (!unknown.isEmpty()) {
      throw new StartRefused(
          "Unknown setting "
              + String.join(", ", unknown)
              + ". Known are: "
              + String.join(", ", known.keySet()));
    }
  }

  // Read by the script that starts the server.
  private static boolean ofLauncher(String name) {
    return name.startsWith("SURETY_LAUNCHER_");
  }

  private static void collect(String name, Record settings, SortedMap<String, String> into) {
    for (RecordComponent component : settings.getClass().getRecordComponents()) {
      put(name + "_" + variable(component.getName()), value(component, settings), into);
    }
  }

  private static void put(String name, @Nullable Object value, SortedMap<String, String> into) {
    switch (value) {
      case Record nested -> collect(name, nested, into);
      case Map<?, ?> named ->
          named.forEach((key, each) -> put(name + "_" + variable("" + key), each, into));
      case null, default -> into.put(name, shown(name, value));
    }
  }

  private static String shown(String name, @Nullable Object value) {
    if (value == null) {
      return "(not set)";
    }
    return SECRET.matcher(name).find() && !(value instanceof Path)
        ? "(set)"
        : Objects.toString(value);
  }

  private static @Nullable Object value(RecordComponent component, Record settings) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(settings);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a settings record has no accessor", e);
    }
  }

  private static String prefix(Class<?> type) {
    ConfigurationProperties annotation =
        Objects.requireNonNull(
            AnnotatedElementUtils.findMergedAnnotation(type, ConfigurationProperties.class));
    return annotation.prefix();
  }

  private static String variable(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .replace('.', '_')
        .replace('-', '_')
        .toUpperCase(Locale.ROOT);
  }
}
