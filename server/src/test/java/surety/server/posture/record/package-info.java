/// Tests of the rules by which a run counts.
@org.jspecify.annotations.NullMarked
package surety.server.posture.record;
