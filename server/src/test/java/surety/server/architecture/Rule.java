package surety.server.architecture;

import com.tngtech.archunit.lang.ArchRule;

/// A rule, why it is there, and a class that breaks it.
record Rule(String name, ArchRule rule, Class<?> violator) {

  static Rule of(ArchRule rule, String reason, Class<?> violator) {
    return new Rule(reason, rule.as(reason), violator);
  }
}
