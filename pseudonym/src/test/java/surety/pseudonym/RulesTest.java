package surety.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each rule is needed: with it a text is treated rightly, without it the same text is not.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RulesTest {

  /// A text that only one rule treats rightly, and what may not happen to it.
  private record Probe(boolean json, String text, String leak) {
    static Probe text(String text, String leak) {
      return new Probe(false, text, leak);
    }

    boolean isHeld(Set<Rule> rules) {
      Conversation conversation = Conversation.begin(directory(rules), TokenStyle.LABELS);
      Pseudonymized<String> replaced = json ? conversation.json(text) : conversation.text(text);
      return !replaced.payload().contains(leak)
          && conversation.restore(replaced.payload()).text().equals(text);
    }

    private static Directory directory(Set<Rule> rules) {
      return Directory.builder()
          .rules(rules)
          .client("c1", "Zörbig Ålmer GmbH")
          .client("c2", "Orange")
          .client("c3", "Kwartz")
          .person("u1", "Nela Tromsvik")
          .build();
    }
  }

  private static Probe probe(Rule rule) {
    return switch (rule) {
      case CASE -> Probe.text("the KWARTZ deal", "KWARTZ");
      case MARKS -> Probe.text("Zorbig Almer", "Zorbig");
      case LOOK_ALIKES -> Probe.text("Kw\u0430rtz", "rtz");
      case COMPATIBILITY -> Probe.text("Ｋｗａｒｔｚ", "Ｋ");
      case INVISIBLE -> Probe.text("Kwa\u200Brtz", "rtz");
      case SOFT_CHARACTERS -> Probe.text("Kwa**rtz**", "rtz");
      case SEPARATORS -> Probe.text("notes_kwartz_x", "kwartz");
      case ESCAPES -> Probe.text("Z\\u00f6rbig \\u00c5lmer", "rbig");
      case INNER_BOUNDARIES -> Probe.text("getKwartzTotal", "Kwartz");
      case FINAL_S -> Probe.text("Kwartzs plan", "Kwartz");
      case INSIDE_WORDS -> Probe.text("myzörbigålmerpage", "zörbig");
      case DERIVED_FORMS -> Probe.text("ask Tromsvik", "Tromsvik");
      case ORDINARY_WORDS -> Probe.text("an orange", "Client");
      case PATTERNS -> Probe.text("write to x.y@mail.example", "x.y@");
      case FORM_MARKS -> Probe.text("kwartz", "kwartz");
      case LITERALS -> Probe.text("Kwartz. Client A", "Kwartz");
      case JSON_KEYS -> new Probe(true, "{\"Kwartz\":1}", "Kwartz");
      case JOINED_STRINGS -> new Probe(true, "[\"call Nela Tro\",\"msvik\"]", "msvik");
    };
  }

  @ParameterizedTest
  @EnumSource(Rule.class)
  void without_a_rule_names_leave_or_do_not_come_back(Rule rule) {
    Probe probe = probe(rule);
    assertThat(probe.isHeld(Rule.all())).as("with all rules").isTrue();
    assertThat(probe.isHeld(Rule.allBut(rule))).as("without %s", rule).isFalse();
  }
}
