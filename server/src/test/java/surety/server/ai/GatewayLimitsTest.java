package surety.server.ai;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GatewayLimitsTest extends GatewayFixture {

  @Test
  void requests_of_a_minute_are_limited() {
    limits("1", "1", "1000000", "1000000", "100", "100");
    assertThat(ask(CHAT, chat("Hi")).statusCode()).isEqualTo(200);
    HttpResponse<String> answer = ask(CHAT, chat("Hi"));
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.body()).contains("limit_reached");
    assertThat(answer.headers().firstValue("retry-after")).isPresent();
    assertThat(PROVIDER.requests()).hasSize(1);
  }

  @Test
  void tokens_and_money_of_a_day_are_limited_before_anything_leaves() {
    limits("600", "600", "10", "1000000", "100", "100");
    refused("tokens");
    limits("600", "600", "1000000", "10", "100", "100");
    refused("tokens");
    limits("600", "600", "1000000", "1000000", "0", "100");
    refused("dollars");
    limits("600", "600", "1000000", "1000000", "100", "0");
    refused("dollars");
    assertThat(PROVIDER.requests()).isEmpty();
  }

  @Test
  void the_counters_are_never_below_what_was_used_and_end_at_it() {
    PROVIDER.answers(
        (got, exchange) -> {
          long counted = counted();
          RecordingProvider.json(
              exchange,
              counted > 0 ? 200 : 500,
              "{\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":22}}");
        });
    assertThat(ask(CHAT, chat("Hi")).statusCode()).isEqualTo(200);
    assertThat(ask(CHAT, chat("Hi")).statusCode()).isEqualTo(200);
    assertThat(counted()).isGreaterThanOrEqualTo(66);
    assertThat(owner.get(base + "/settings/ai").body()).contains("robot");
    assertThat(counted()).isEqualTo(66);
  }

  @Test
  void limits_that_are_no_numbers_are_refused() {
    assertThat(limitsAnswer("x", "1", "1", "1", "1", "1")).isEqualTo(422);
    assertThat(limitsAnswer("-1", "1", "1", "1", "1", "1")).isEqualTo(422);
    assertThat(limitsAnswer("1", "9999999", "1", "1", "1", "1")).isEqualTo(422);
  }

  private void refused(String what) {
    HttpResponse<String> answer = ask(CHAT, chat("Hi"));
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.body()).contains("no more " + what);
  }

  private long counted() {
    return SERVER
        .superuser()
        .sql(
            """
            SELECT coalesce(sum(tokens), 0)::bigint FROM ai.usage
             WHERE workspace_id = ? AND key_id <> '00000000-0000-0000-0000-000000000000'
            """)
        .param(1, workspace())
        .query(Long.class)
        .single();
  }

  private void limits(
      String all, String key, String tokens, String keyTokens, String money, String keyMoney) {
    assertThat(limitsAnswer(all, key, tokens, keyTokens, money, keyMoney)).isEqualTo(302);
  }

  private int limitsAnswer(
      String all, String key, String tokens, String keyTokens, String money, String keyMoney) {
    return owner
        .post(
            base + "/settings/ai/limits",
            "requestsMinute",
            all,
            "keyRequestsMinute",
            key,
            "tokensDay",
            tokens,
            "keyTokensDay",
            keyTokens,
            "dollarsDay",
            money,
            "keyDollarsDay",
            keyMoney)
        .status();
  }
}
