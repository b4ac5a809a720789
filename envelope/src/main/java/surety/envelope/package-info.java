/// Envelope encryption: a random data key (DEK) per sealed value, wrapped by a key per workspace
/// (KEK) that is derived from a root key outside the database.
///
/// Start at [Envelope]. Layouts and derivations are in `SPEC.md` beside this library; its test
/// vectors can be run by any other implementation. The library needs the JDK alone.
@org.jspecify.annotations.NullMarked
package surety.envelope;
