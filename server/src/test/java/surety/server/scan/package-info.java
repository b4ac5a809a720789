/// Searches everything that the server leaves behind for values that must not be there.
@org.jspecify.annotations.NullMarked
package surety.server.scan;
