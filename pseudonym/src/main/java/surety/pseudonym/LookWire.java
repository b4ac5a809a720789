package surety.pseudonym;

import java.util.Set;

/// The words of the providers' formats. Where a field's name or one of its fixed values is the
/// whole
/// string, it is the format's and no name, even if a client is called `User`.
final class LookWire {
  static final Set<String> PATHS =
      Set.of(
          "/v1/chat/completions",
          "/v1/responses",
          "/v1/embeddings",
          "/v1/models",
          "/v1/messages",
          "/v1/messages/count_tokens");
  static final Set<String> HEADERS =
      Set.of(
          "accept",
          "accept-encoding",
          "anthropic-beta",
          "anthropic-version",
          "authorization",
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "host",
          "openai-organization",
          "openai-project",
          "user-agent",
          "x-api-key");

  /// Names of fields.
  static final Set<String> FIELDS =
      Set.of(
          ("model messages role content type text name input output tools tool function description"
               + " parameters properties required items enum title default format strict stream"
               + " stream_options include_usage include_obfuscation temperature top_p top_k n stop"
               + " stop_sequences max_tokens max_completion_tokens max_output_tokens"
               + " presence_penalty frequency_penalty logit_bias logprobs top_logprobs seed user"
               + " metadata response_format json_schema schema tool_choice tool_calls"
               + " parallel_tool_calls arguments id tool_call_id tool_use_id is_error system"
               + " thinking budget_tokens signature cache_control ttl citations source media_type"
               + " data service_tier reasoning reasoning_effort effort summary verbosity"
               + " instructions previous_response_id store truncation include encoding_format"
               + " dimensions prompt_cache_key prompt_cache_retention safety_identifier call_id"
               + " item_id status refusal index object created context input_schema"
               + " additionalProperties anyOf oneOf allOf minimum maximum minItems maxItems"
               + " minLength maxLength pattern const user_id modalities prediction background"
               + " encrypted_content annotations disable_parallel_tool_use display")
              .split(" "));

  /// Fields whose values come from a fixed list.
  static final Set<String> FIXED_FIELDS =
      Set.of(
          ("role type status format encoding_format detail effort reasoning_effort verbosity"
                  + " tool_choice service_tier truncation media_type ttl summary modalities object"
                  + " required prompt_cache_retention display")
              .split(" "));

  /// Fixed values.
  static final Set<String> VALUES =
      Set.of(
          ("user assistant system developer tool function text input_text output_text object string"
               + " number integer boolean array null json_object json_schema auto none required any"
               + " low medium high minimal xhigh max default flex priority standard_only"
               + " function_call function_call_output tool_use tool_result message reasoning"
               + " enabled disabled adaptive ephemeral 5m 1h 24h thinking redacted_thinking float"
               + " base64 in_progress completed incomplete concise detailed date date-time uri"
               + " email uuid text/plain content document refusal custom summary_text in_memory"
               + " omitted summarized")
              .split(" "));

  /// Fields whose values only the provider can read.
  static final Set<String> OPAQUE_FIELDS = Set.of("signature", "encrypted_content");

  /// Fields that a model sees as text even if they hold numbers.
  static final Set<String> PROMPT_FIELDS = Set.of("input", "prompt", "context", "tokens");

  /// Fields whose object is the caller's own data, in which field names mean nothing.
  static final Set<String> DATA_FIELDS =
      Set.of(
          "input", "arguments", "parameters", "input_schema", "schema", "properties", "metadata");

  private LookWire() {}
}
