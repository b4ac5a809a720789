package surety.pseudonym;

/// Whose server-sent events an [EventRestorer] reads.
public enum EventDialect {
  /// OpenAI Chat Completions: `choices[].delta`, ended by `[DONE]`.
  CHAT_COMPLETIONS,
  /// OpenAI Responses: `response.output_text.delta` and the like.
  RESPONSES,
  /// Anthropic Messages: `content_block_delta` and the like.
  MESSAGES
}
