/// Tests of the claims files.
@org.jspecify.annotations.NullMarked
package surety.server.posture.claim;
