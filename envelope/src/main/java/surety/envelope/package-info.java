/// Envelope encryption: a random data key per sealed value, wrapped by a key per workspace, derived
// from a root key.
@org.jspecify.annotations.NullMarked
package surety.envelope;
