/// Stand-ins for providers of language models. They speak the wire formats of OpenAI and Anthropic,
/// and answer from the figures and tokens that they are given; no model runs.
@org.jspecify.annotations.NullMarked
package surety.sandbox.model;
