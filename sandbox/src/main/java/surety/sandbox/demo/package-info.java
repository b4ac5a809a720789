/// The demo: starts the stand-ins and the server as a user would, and walks the whole path as an
/// HTTPS client that knows nothing of the server but its pages.
@org.jspecify.annotations.NullMarked
package surety.sandbox.demo;
