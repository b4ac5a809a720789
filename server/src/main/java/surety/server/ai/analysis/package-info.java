/// The page on which a member has the figures of the dashboard looked at by a model.
///
/// The answer is written into the page while it arrives, and beside it stands what the model was
/// sent. Neither is kept anywhere: whoever wants to see them again asks again.
@NullMarked
package surety.server.ai.analysis;

import org.jspecify.annotations.NullMarked;
