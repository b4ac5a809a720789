package surety.pseudonym;

/// Forms of an alias that is an e-mail address or a domain.
final class AddressForms {
  private AddressForms() {}

  static boolean isAddress(String alias) {
    if (alias.chars().anyMatch(Character::isWhitespace)) {
      return false;
    }
    return alias.indexOf('@') > 0 || isDomain(alias);
  }

  private static boolean isDomain(String alias) {
    int dot = alias.lastIndexOf('.');
    return dot > 1
        && alias.length() - dot > 2
        && alias.chars().skip(dot + 1L).allMatch(Character::isLetter)
        && alias.chars().noneMatch(letter -> letter == '/' || letter == '&')
        && alias.chars().noneMatch(Character::isUpperCase);
  }

  static void derive(EntityKind kind, String alias, Forms forms) {
    int at = alias.lastIndexOf('@');
    if (at > 0) {
      String local = alias.substring(0, at);
      int plus = local.indexOf('+');
      String plain = plus > 0 ? local.substring(0, plus) : local;
      if (!NameWords.isFunction(plain)) {
        forms.derived(plain, FormRule.MAIL_LOCAL_PART);
      }
    }
    if (kind != EntityKind.PERSON) {
      domain(alias.substring(at + 1), forms);
    }
  }

  private static void domain(String domain, Forms forms) {
    String name = domain.startsWith("www.") ? domain.substring(4) : domain;
    forms.derived(name, FormRule.DOMAIN);
    int dot = name.lastIndexOf('.');
    String label = dot > 0 ? name.substring(0, dot) : name;
    int before = label.lastIndexOf('.');
    // acme.co.uk: the label stands before the second level.
    if (before > 0 && label.length() - before <= 4) {
      label = label.substring(0, before);
      before = label.lastIndexOf('.');
    }
    label = label.substring(before + 1);
    if (!NameWords.isPublicDomain(label) && Forms.letters(label) >= 3) {
      forms.derived(label, FormRule.DOMAIN);
    }
  }
}
