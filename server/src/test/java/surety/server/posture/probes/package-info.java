/// The probes pass against a server that keeps its promises.
@org.jspecify.annotations.NullMarked
package surety.server.posture.probes;
