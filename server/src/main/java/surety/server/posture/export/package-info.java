/// The same posture for machines: JSON, CycloneDX attestations, OSCAL assessment results, Atom and
/// a badge, each by a writer of our own.
@NullMarked
package surety.server.posture.export;

import org.jspecify.annotations.NullMarked;
