package surety.server.connect;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import surety.server.connect.engine.ConnectorPlan;
import surety.server.connect.engine.FormField;

/// What a member entered to connect a system. Its secrets go on to the vault or nowhere.
record ConnectorForm(ConnectorPlan connector, String label, Map<String, String> values) {

  static final int LONGEST_LABEL = 100;

  /// Takes the connector's own fields out of what was submitted; surrounding spaces come from
  /// copying and are dropped.
  static ConnectorForm of(ConnectorPlan connector, Map<String, String> submitted) {
    Map<String, String> values = new LinkedHashMap<>();
    for (FormField field : connector.form()) {
      String without = field.options().isEmpty() ? "" : field.initial();
      values.put(field.name(), submitted.getOrDefault(field.name(), without).strip());
    }
    String label = submitted.getOrDefault("label", "").strip();
    return new ConnectorForm(connector, label.isEmpty() ? connector.name() : label, values);
  }

  /// The form of a consent that a member has come back from.
  ///
  /// @param more what the vendor told: the access token, and which account it is for
  static ConnectorForm consented(
      ConnectorPlan connector,
      String label,
      Map<String, String> settings,
      Map<String, String> more) {
    Map<String, String> values = new LinkedHashMap<>(settings);
    values.putAll(more);
    return new ConnectorForm(connector, label, values);
  }

  /// What is wrong, by field; empty if nothing is.
  Map<String, String> errors() {
    Map<String, String> errors = new LinkedHashMap<>();
    if (label.length() > LONGEST_LABEL || label.chars().anyMatch(Character::isISOControl)) {
      errors.put("label", "Use at most " + LONGEST_LABEL + " characters.");
    }
    connector.form().forEach(field -> check(field, errors));
    return errors;
  }

  /// What is wrong with the credential alone.
  Map<String, String> credentialErrors() {
    Map<String, String> errors = new LinkedHashMap<>();
    connector.credentialForm().forEach(field -> check(field, errors));
    return errors;
  }

  /// The settings of a connection after its credential was exchanged for this one.
  Map<String, String> settingsAfter(Connection connection) {
    Map<String, String> settings = new LinkedHashMap<>(connection.settings());
    connector.credentialForm().stream()
        .filter(field -> !field.secret())
        .forEach(field -> settings.put(field.name(), values.getOrDefault(field.name(), "")));
    return settings;
  }

  private void check(FormField field, Map<String, String> errors) {
    String value = values.getOrDefault(field.name(), "");
    if (value.isEmpty()) {
      errors.put(field.name(), "Enter the " + lowerFirst(field.label()) + ".");
    } else if (!connector.accepts(field, value)) {
      errors.put(field.name(), "This does not look right. " + field.help());
    }
  }

  // "API token" stays, "Account id" becomes "account id".
  private static String lowerFirst(String label) {
    boolean acronym = label.length() > 1 && Character.isUpperCase(label.charAt(1));
    return acronym ? label : Character.toLowerCase(label.charAt(0)) + label.substring(1);
  }

  Map<String, String> settings() {
    return only(connector.settings());
  }

  Map<String, String> secrets() {
    return only(connector.secrets());
  }

  String account() {
    return values.getOrDefault(connector.account(), "");
  }

  private Map<String, String> only(Set<String> names) {
    Map<String, String> some = new LinkedHashMap<>(values);
    some.keySet().retainAll(names);
    return some;
  }

  @Override
  public String toString() {
    return "ConnectorForm[" + connector.id() + ", ...]";
  }
}
