package surety.pseudonym;

import java.util.Set;

/// What the form of a chat request fixes, in OpenAI's and Anthropic's protocols: names of members,
/// enumerated values and names of models are not text of the caller, and what is not text at all is
/// found.
final class ChatShape {
  private static final int LEAST_BASE64 = 512;

  /// Names of members of the protocols. Every other name is text of the caller.
  private static final Set<String> NAMES =
      Set.of(
          """
          model messages system role content type text input instructions tools tool_choice functions
          function function_call name description parameters input_schema arguments tool_calls
          tool_call_id tool_use_id tool_use tool_result call_id id index metadata user stream
          stream_options include_usage temperature top_p top_k n stop stop_sequences max_tokens
          max_completion_tokens max_output_tokens presence_penalty frequency_penalty logit_bias logprobs
          top_logprobs seed response_format json_schema schema strict properties required items enum
          additionalProperties oneOf anyOf allOf const default format pattern minimum maximum minItems
          maxItems minLength maxLength title parallel_tool_calls service_tier store reasoning
          reasoning_effort effort summary verbosity modalities audio prediction image_url url detail
          source media_type data file file_id file_data filename input_audio cache_control ttl thinking
          budget_tokens signature redacted_thinking encrypted_content citations context previous_response_id
          truncation include output annotations refusal is_error mcp_servers container betas
          dimensions encoding_format prompt safety_identifier prompt_cache_key
          """
              .strip()
              .split("\\s+", -1));

  /// Members whose string is one of a few words of the protocol.
  private static final Set<String> ENUMERATED =
      Set.of(
          "model",
          "role",
          "type",
          "media_type",
          "encoding_format",
          "service_tier",
          "effort",
          "reasoning_effort",
          "detail",
          "truncation",
          "verbosity",
          "ttl",
          "format",
          "tool_choice");

  /// What was made by the provider and has to come back unchanged. The second look reads it.
  private static final Set<String> OPAQUE = Set.of("signature", "encrypted_content");

  private static final Set<String> ATTACHMENTS =
      Set.of(
          "image",
          "image_url",
          "input_image",
          "file",
          "input_file",
          "input_audio",
          "audio",
          "video",
          "document",
          "container_upload",
          "input_video");

  /// Characters of base64, and of what may stand between its lines and before its slashes in JSON.
  private static final boolean[] MAYBE_CODED = new boolean[128];

  static {
    for (char letter = 0; letter < MAYBE_CODED.length; letter++) {
      MAYBE_CODED[letter] = isCoded(letter) || letter == '\\';
    }
  }

  private final JsonStrings strings;

  ChatShape(JsonStrings strings) {
    this.strings = strings;
  }

  /// Whether a string is the protocol's and not the caller's.
  boolean isFixed(int string) {
    if (strings.isName(string)) {
      return NAMES.contains(strings.text(string));
    }
    int named = strings.name[string];
    if (named < 0) {
      return false;
    }
    String name = strings.text(named);
    return OPAQUE.contains(name) || (ENUMERATED.contains(name) && isWord(string));
  }

  private boolean isWord(int string) {
    String text = strings.text(string);
    return text.length() <= 100
        && text.chars().allMatch(c -> c > ' ' && c < 127)
        && text.chars().noneMatch(c -> "@%&\\".indexOf(c) >= 0);
  }

  /// @throws AttachmentRefused if there is something that cannot be read for names
  void refuseAttachments() {
    for (int string = 0; string < strings.count; string++) {
      if (!strings.isName(string) && isAttachment(string)) {
        throw new AttachmentRefused(place(string));
      }
    }
  }

  private String place(int string) {
    return JsonPointer.of(strings, string, name -> !isFixed(name));
  }

  private boolean isAttachment(int string) {
    int named = strings.name[string];
    String name = named < 0 ? "" : strings.text(named);
    if (name.equals("type")) {
      String type = strings.text(string);
      return type.equals("document") ? !isTextDocument(string) : ATTACHMENTS.contains(type);
    }
    if (name.equals("file_id") || OPAQUE.contains(name)) {
      return name.equals("file_id");
    }
    return strings.hasRun(string, LEAST_BASE64, MAYBE_CODED) && isBase64(strings.text(string));
  }

  // {"type":"document","source":{"type":"text",...}}: the source is the next object.
  private boolean isTextDocument(int type) {
    for (int next = type + 1; next < strings.count; next++) {
      if (strings.name[next] >= 0
          && strings.text(strings.name[next]).equals("type")
          && place(next).startsWith(parent(type) + "/source/")) {
        String source = strings.text(next);
        return source.equals("text") || source.equals("content");
      }
    }
    return false;
  }

  private String parent(int string) {
    String pointer = place(string);
    return pointer.substring(0, pointer.lastIndexOf('/'));
  }

  private static boolean isBase64(String text) {
    int from = text.startsWith("data:") ? text.indexOf(',') + 1 : 0;
    int run = 0;
    for (int i = from; i < text.length(); i++) {
      char letter = text.charAt(i);
      run = isCoded(letter) ? run + 1 : letter == '\n' || letter == '\r' ? run : 0;
      if (run >= LEAST_BASE64) {
        return true;
      }
    }
    return false;
  }

  private static boolean isCoded(char letter) {
    return letter < 128 && (Character.isLetterOrDigit(letter) || "+/=-_".indexOf(letter) >= 0);
  }
}
