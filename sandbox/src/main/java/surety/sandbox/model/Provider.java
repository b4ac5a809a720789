package surety.sandbox.model;

/// A provider of language models whose wire format the sandbox speaks.
public enum Provider {
  /// OpenAI: Chat Completions, Responses, Embeddings, Models.
  OPENAI,
  /// Anthropic: Messages, Models.
  ANTHROPIC
}
